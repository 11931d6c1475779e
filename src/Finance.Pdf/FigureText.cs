namespace Finance.Pdf;

/// <summary>Amounts as people read them: the digits of <see cref="Core.Money"/>, in groups of three, with a true minus.</summary>
internal static class FigureText
{
    internal static string Of(Core.Money money)
    {
        var exact = money.ToString();
        var isNegative = exact.StartsWith('-');
        var digits = isNegative ? exact[1..] : exact;
        var whole = digits.Split('.')[0];
        var grouped = string.Concat(whole.Select((digit, at) => at > 0 && (whole.Length - at) % 3 == 0 ? $",{digit}" : $"{digit}"));
        return (isNegative ? "−" : "") + grouped + digits[whole.Length..];
    }
}
