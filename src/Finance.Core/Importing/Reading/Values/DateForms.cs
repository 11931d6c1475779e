namespace Finance.Core.Importing.Reading.Values;

/// <summary>
/// The days that one text can mean, one for each order of day, month and year; a day is absent where the order does not fit.
/// </summary>
internal readonly record struct DateForms(DateOnly? Dmy, DateOnly? Mdy, DateOnly? Ymd, string Pattern)
{
    public static readonly DateForms None = new(null, null, null, "");

    public bool IsDate => Dmy is not null || Mdy is not null || Ymd is not null;

    /// <summary>One bit for each order that fits.</summary>
    public int Mask => (Dmy is null ? 0 : 1) | (Mdy is null ? 0 : 2) | (Ymd is null ? 0 : 4);

    /// <summary>Whether every order that fits means the same day.</summary>
    public bool IsCertain
    {
        get
        {
            var day = Any;
            return (Dmy ?? day) == day && (Mdy ?? day) == day && (Ymd ?? day) == day;
        }
    }

    public DateOnly? Any => Dmy ?? Mdy ?? Ymd;

    /// <summary>The pattern in this order: <c>dd/MM/yyyy</c>.</summary>
    public string PatternIn(DateOrder order) => order switch
    {
        DateOrder.Mdy => Pattern.Replace("{0}", "MM", StringComparison.Ordinal).Replace("{1}", "dd", StringComparison.Ordinal),
        DateOrder.Ymd when Pattern.StartsWith("{0}", StringComparison.Ordinal) =>
            Pattern.Replace("yyyy", "dd", StringComparison.Ordinal).Replace("yy", "dd", StringComparison.Ordinal)
                .Replace("{0}", Pattern.EndsWith("yyyy", StringComparison.Ordinal) ? "yyyy" : "yy", StringComparison.Ordinal)
                .Replace("{1}", "MM", StringComparison.Ordinal),
        _ => Pattern.Replace("{0}", "dd", StringComparison.Ordinal).Replace("{1}", "MM", StringComparison.Ordinal),
    };

    public DateOnly? this[DateOrder order] => order switch { DateOrder.Dmy => Dmy, DateOrder.Mdy => Mdy, _ => Ymd };
}
