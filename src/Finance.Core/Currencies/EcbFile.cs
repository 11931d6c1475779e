using System.Globalization;
using System.Xml;

namespace Finance.Core.Currencies;

/// <summary>
/// Reads the European Central Bank's reference rates
/// (https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates): days as <c>Cube</c> elements with a
/// <c>time</c>, in them a <c>Cube</c> with <c>currency</c> and <c>rate</c> for each. The same form for one day and for all since 1999. A file
/// that is not exactly that is refused as a whole: wrong rates would be worse than none.
/// </summary>
public static class EcbFile
{
    private const string Vocabulary = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";
    private const string NotAvailable = "N/A";
    private const long MaxCharacters = 64 * 1024 * 1024;

    // No DTD, no entities, nothing fetched: the file is data of somebody else.
    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>Every day of a file. Currencies that ISO 4217 no longer lists are left out.</summary>
    /// <param name="today">Days after it are refused.</param>
    /// <exception cref="RateSourceException">The text is no such file; the message says where and why.</exception>
    public static async Task<IReadOnlyList<PublishedDay>> ReadAsync(Stream text, DateOnly today, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(text, Settings);
        var days = new Dictionary<DateOnly, Dictionary<Currency, decimal>>();
        Dictionary<Currency, decimal>? open = null;
        try
        {
            while (await reader.ReadAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Cube" || reader.NamespaceURI != Vocabulary)
                {
                    continue;
                }

                if (reader.GetAttribute("time") is { } time)
                {
                    open = [];
                    if (!days.TryAdd(Day(reader, time, today), open))
                    {
                        throw Refusal(reader, $"'{time}' is there twice.");
                    }
                }
                else if (reader.GetAttribute("currency") is { } code)
                {
                    Add(reader, open ?? throw Refusal(reader, "a rate stands outside any day."), code);
                }
            }
        }
        catch (XmlException fault)
        {
            throw new RateSourceException($"The rates are no well-formed file: {fault.Message}", fault);
        }

        return days.Count > 0
            ? [.. days.Where(day => day.Value.Count > 0).Select(day => new PublishedDay(day.Key, day.Value))]
            : throw new RateSourceException("The file names no day.");
    }

    private static DateOnly Day(XmlReader reader, string time, DateOnly today)
    {
        if (!LedgerDates.TryParse(time, out var day) || !LedgerDates.Holds(day))
        {
            throw Refusal(reader, $"'{time}' is no day.");
        }

        return day <= today ? day : throw Refusal(reader, $"'{time}' has not come yet.");
    }

    private static void Add(XmlReader reader, Dictionary<Currency, decimal> day, string code)
    {
        var text = reader.GetAttribute("rate") ?? throw Refusal(reader, $"{code} has no rate.");
        if (text is "" or NotAvailable)
        {
            return;
        }

        if (!TryRate(text, out var rate))
        {
            throw Refusal(reader, $"'{text}' is no rate of {code}.");
        }

        if (Currency.TryFind(code, out var currency) && !day.TryAdd(currency, rate))
        {
            throw Refusal(reader, $"{code} is there twice in a day.");
        }
    }

    /// <summary>Digits with a point, above zero, as many as are stored exactly.</summary>
    private static bool TryRate(string text, out decimal rate)
    {
        rate = 0;
        return text.Length <= ExactDecimal.MaxDigits + 1
            && char.IsAsciiDigit(text[0])
            && char.IsAsciiDigit(text[^1])
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out rate)
            && rate > 0;
    }

    private static RateSourceException Refusal(XmlReader reader, string why)
    {
        var line = reader is IXmlLineInfo info ? info.LineNumber : 0;
        return new RateSourceException(string.Create(CultureInfo.InvariantCulture, $"Line {line} of the rates: {why}"));
    }
}
