using Finance.Core.Importing.Reading;

namespace Finance.Core.Importing;

public static class ReadingChoicesMerge
{
    /// <summary>These choices where they say something, and others where they do not.</summary>
    public static ReadingChoices Over(this ReadingChoices choices, ReadingChoices others)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(others);
        return new ReadingChoices
        {
            Kind = choices.Kind ?? others.Kind,
            Encoding = choices.Encoding ?? others.Encoding,
            Delimiter = choices.Delimiter ?? others.Delimiter,
            DateOrder = choices.DateOrder ?? others.DateOrder,
            DateFormat = choices.DateFormat ?? others.DateFormat,
            DecimalMark = choices.DecimalMark ?? others.DecimalMark,
            Sign = choices.Sign ?? others.Sign,
            HeaderLine = choices.HeaderLine ?? others.HeaderLine,
            Columns = choices.Columns ?? others.Columns,
        };
    }
}
