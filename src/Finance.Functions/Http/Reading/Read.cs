using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Finance.Core;

namespace Finance.Functions.Http.Reading;

/// <summary>
/// How each kind of value is written, in bodies and in queries alike. What a value means in a ledger (an account that exists, a name that is
/// free) is for the service to check.
/// </summary>
public static class Read
{
    private const int MaxDigits = 40;
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    // A decimal holds 28 digits exactly: https://learn.microsoft.com/dotnet/api/system.decimal
    private const int MaxDecimalDigits = 28;
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-");

    /// <summary>An id as this API gives them. Whether it names anything is for the service to say.</summary>
    public static ValueReader<string> Id { get; } = value => value.TryGetText(out var text) && IsId(text)
        ? text
        : value.Refuse<string>("must be an id as this API gives them.");

    /// <summary>A calendar day, <c>YYYY-MM-DD</c>.</summary>
    public static ValueReader<DateOnly> Date { get; } = value =>
    {
        if (!value.TryGetText(out var text) || !LedgerDates.TryParse(text, out var day))
        {
            return value.Refuse<DateOnly>("must be a day of the calendar, written YYYY-MM-DD.");
        }

        return LedgerDates.Holds(day)
            ? day
            : value.Refuse<DateOnly>(string.Create(
                CultureInfo.InvariantCulture,
                $"must lie between {LedgerDates.First:yyyy-MM-dd} and {LedgerDates.Last:yyyy-MM-dd}."));
    };

    /// <summary>A month, <c>YYYY-MM</c>.</summary>
    public static ValueReader<Month> Month { get; } = value =>
        value.TryGetText(out var text) && Core.Month.TryParse(text, out var month) && LedgerDates.Holds(month.FirstDay)
            ? month
            : value.Refuse<Month>("must be a month, written YYYY-MM.");

    /// <summary>An amount whose currency is found out later: a number by its own digits, or a string with the same digits.</summary>
    public static ValueReader<AmountText> Amount { get; } = value =>
    {
        if (!value.TryGetNumber(out var digits) && !value.TryGetText(out digits))
        {
            return value.Refuse<AmountText>("must be a number such as 45.50, or a string with the same digits.");
        }

        if (!IsPlainNumber(digits))
        {
            return value.Refuse<AmountText>("must be a number such as 45.50: digits with a point, no exponent, no grouping.");
        }

        return digits.Length <= MaxDigits
            ? new AmountText(value.Path, digits)
            : value.Refuse<AmountText>("has more digits than an amount can have.");
    };

    /// <summary>A plain number that is no amount of a ledger: digits with a point, no exponent.</summary>
    public static ValueReader<decimal> Decimal { get; } = value =>
        value.TryGetNumber(out var digits)
        && digits.Length <= MaxDecimalDigits
        && IsPlainNumber(digits)
        && decimal.TryParse(digits, PlainNumber, CultureInfo.InvariantCulture, out var number)
            ? number
            : value.Refuse<decimal>("must be a number such as 0.75: digits with a point, no exponent, no grouping.");

    public static ValueReader<bool> Bool { get; } = value =>
        value.TryGetBool(out var isTrue) ? isTrue : value.Refuse<bool>("must be true or false.");

    /// <summary>A currency's code, in capital letters.</summary>
    public static ValueReader<Currency> Currency { get; } = value =>
    {
        if (value.TryGetText(out var text) && Core.Currency.TryFind(text, out var currency))
        {
            return currency;
        }

        return Core.Currency.TryFind(text.ToUpperInvariant(), out var meant)
            ? value.Refuse<Currency>($"must be written {meant.Code}.")
            : value.Refuse<Currency>("must be a currency code of ISO 4217, such as EUR.");
    };

    /// <summary>The name of a time zone in the IANA data base.</summary>
    public static ValueReader<string> TimeZone { get; } = value => value.TryGetText(out var text) && TimeZones.IsKnown(text)
        ? text
        : value.Refuse<string>("must be a time zone of the IANA data base, such as Europe/Vienna.");

    public static ValueReader<string> Email { get; } = value =>
    {
        var text = Text(EmailAddress.MaxLength)(value);
        return text is null || EmailAddress.IsPlausible(text) ? text! : value.Refuse<string>("must be an e-mail address such as ada@example.com.");
    };

    /// <summary>A name: one line with something in it and nothing around it.</summary>
    public static ValueReader<string> Name(int maxLength) => value =>
    {
        if (Text(maxLength)(value) is not { } text)
        {
            return null!;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return value.Refuse<string>("must not be empty.");
        }

        var isSurrounded = char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]);
        return isSurrounded ? value.Refuse<string>("must not begin or end with a space.") : text;
    };

    /// <summary>One line of text of at most <paramref name="maxLength"/> characters.</summary>
    public static ValueReader<string> Text(int maxLength) => value => TextRules.Read(value, maxLength, isMultiLine: false);

    /// <summary>Text that may have line breaks and tabs.</summary>
    public static ValueReader<string> Notes(int maxLength) => value => TextRules.Read(value, maxLength, isMultiLine: true);

    /// <summary>A member of an enumeration by its name in small letters: <c>transfer_out</c>.</summary>
    public static ValueReader<T> Enum<T>()
        where T : struct, Enum => value =>
    {
        if (value.TryGetText(out var text) && SnakeCase.TryParse<T>(text, out var member))
        {
            return member;
        }

        return RefuseWord<T>(value, text, [.. SnakeCase.All<T>()]);
    };

    /// <summary>One of some words that are not spelled as the members of an enumeration are: <c>last-month</c>.</summary>
    public static ValueReader<T> Word<T>(params (string Word, T Meaning)[] words) => value =>
    {
        if (value.TryGetText(out var text) && Array.FindIndex(words, word => word.Word == text) is >= 0 and var index)
        {
            return words[index].Meaning;
        }

        return RefuseWord<T>(value, text, [.. words.Select(word => word.Word)]);
    };

    /// <summary>A whole number; in a body a JSON number, not a string.</summary>
    public static ValueReader<int> Int(int min, int max) => value =>
        value.TryGetNumber(out var digits)
        && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= min
        && number <= max
            ? number
            : value.Refuse<int>(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}."));

    /// <summary>A JSON object, read by <paramref name="read"/>; members it does not ask for are refused.</summary>
    public static ValueReader<T> Object<T>(Func<ObjectFields, T> read) => value =>
    {
        if (value.Json.ValueKind != JsonValueKind.Object)
        {
            return value.Refuse<T>("must be an object.");
        }

        var fields = new ObjectFields(value.Path, value.Json, value.Errors);
        var result = read(fields);
        fields.RefuseUnknown();
        return result;
    };

    /// <summary>A JSON array of at most <paramref name="max"/> values.</summary>
    public static ValueReader<IReadOnlyList<T>> List<T>(ValueReader<T> read, int max, int min = 0) => value =>
    {
        if (value.Json.ValueKind != JsonValueKind.Array)
        {
            value.Refuse<T>("must be a list.");
            return [];
        }

        var count = value.Json.GetArrayLength();
        if (count < min || count > max)
        {
            value.Refuse<T>(string.Create(
                CultureInfo.InvariantCulture,
                $"must have {(min > 0 ? $"from {min} to {max}" : $"at most {max}")} entries, not {count}."));
            return [];
        }

        var items = new List<T>(count);
        foreach (var item in value.Json.EnumerateArray())
        {
            items.Add(read(new FieldValue($"{value.Path}[{items.Count}]", item, value.Errors)));
        }

        return items;
    };

    /// <summary>A value that may fail on its own: what is wrong with it is its own error, with paths that begin inside it.</summary>
    public static ValueReader<Result<T>> Attempt<T>(ValueReader<T> read) => value =>
    {
        var errors = new FieldErrors();
        var result = read(new FieldValue("", value.Json, errors));
        return errors.Or(() => result);
    };

    private static T RefuseWord<T>(FieldValue value, string text, List<string> words)
    {
        var hint = Nearest.To(text, words) is { } near ? $" Did you mean '{near}'?" : null;
        return value.Refuse<T>($"must be one of {string.Join(", ", words)}.{hint}");
    }

    private static bool IsId(string text) => text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsPlainNumber(string digits)
    {
        var unsigned = digits.AsSpan(digits.StartsWith('-') ? 1 : 0);
        var point = unsigned.IndexOf('.');
        var whole = point < 0 ? unsigned : unsigned[..point];
        var fraction = point < 0 ? "0" : unsigned[(point + 1)..];
        return AreDigits(whole) && AreDigits(fraction);
    }
}
