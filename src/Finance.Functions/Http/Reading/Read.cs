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
    public static ValueReader<string> Id { get; } = new(
        new Schema("string") { Pattern = "^[0-9a-z-]{1,64}$", Description = "An id as this API gives them." },
        value => value.TryGetText(out var text) && IsId(text) ? text : value.Refuse<string>("must be an id as this API gives them."));

    /// <summary>A calendar day, <c>YYYY-MM-DD</c>.</summary>
    public static ValueReader<DateOnly> Date { get; } = new(DaySchema, value =>
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
    });

    /// <summary>The day as of which something is told.</summary>
    public static ValueReader<DateOnly> AsOf { get; } =
        Date.Says("The day as of which it is told, YYYY-MM-DD; today in the user's time zone if left out.");

    /// <summary>A month, <c>YYYY-MM</c>.</summary>
    public static ValueReader<Month> Month { get; } = new(
        new Schema("string") { Pattern = "^[0-9]{4}-[0-9]{2}$", Description = "A month, YYYY-MM.", Example = "2026-02" },
        value => value.TryGetText(out var text) && Core.Month.TryParse(text, out var month) && LedgerDates.Holds(month.FirstDay)
            ? month
            : value.Refuse<Month>("must be a month, written YYYY-MM."));

    /// <summary>An amount whose currency is found out later: a number by its own digits, or a string with the same digits.</summary>
    public static ValueReader<AmountText> Amount { get; } = new(AmountSchema, value =>
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
    });

    /// <summary>A plain number that is no amount of a ledger: digits with a point, no exponent.</summary>
    public static ValueReader<decimal> Decimal { get; } = new(new Schema("number") { Example = 0.75m }, value =>
        value.TryGetNumber(out var digits)
        && digits.Length <= MaxDecimalDigits
        && IsPlainNumber(digits)
        && decimal.TryParse(digits, PlainNumber, CultureInfo.InvariantCulture, out var number)
            ? number
            : value.Refuse<decimal>("must be a number such as 0.75: digits with a point, no exponent, no grouping."));

    public static ValueReader<bool> Bool { get; } = new(
        new Schema("boolean") { Example = true },
        value => value.TryGetBool(out var isTrue) ? isTrue : value.Refuse<bool>("must be true or false."));

    /// <summary>A currency's code, in capital letters.</summary>
    public static ValueReader<Currency> Currency { get; } = new(CurrencySchema, value =>
    {
        if (value.TryGetText(out var text) && Core.Currency.TryFind(text, out var currency))
        {
            return currency;
        }

        return Core.Currency.TryFind(text.ToUpperInvariant(), out var meant)
            ? value.Refuse<Currency>($"must be written {meant.Code}.")
            : value.Refuse<Currency>("must be a currency code of ISO 4217, such as EUR.");
    });

    /// <summary>The name of a time zone in the IANA data base.</summary>
    public static ValueReader<string> TimeZone { get; } = new(
        new Schema("string") { Description = "A time zone of the IANA data base.", Example = "Europe/Vienna" },
        value => value.TryGetText(out var text) && TimeZones.IsKnown(text)
            ? text
            : value.Refuse<string>("must be a time zone of the IANA data base, such as Europe/Vienna."));

    public static ValueReader<string> Email { get; } = new(
        new Schema("string") { Format = "email", MaxLength = EmailAddress.MaxLength, Example = "ada@example.com" },
        value =>
        {
            var text = TextRules.Read(value, EmailAddress.MaxLength, isMultiLine: false);
            return text is null || EmailAddress.IsPlausible(text)
                ? text!
                : value.Refuse<string>("must be an e-mail address such as ada@example.com.");
        });

    /// <summary>A name: one line with something in it and nothing around it.</summary>
    public static ValueReader<string> Name(int maxLength) => new(() => Schema.Text(maxLength) with { MinLength = 1 }, value =>
    {
        if (TextRules.Read(value, maxLength, isMultiLine: false) is not { } text)
        {
            return null!;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return value.Refuse<string>("must not be empty.");
        }

        var isSurrounded = char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]);
        return isSurrounded ? value.Refuse<string>("must not begin or end with a space.") : text;
    });

    /// <summary>One line of text of at most <paramref name="maxLength"/> characters.</summary>
    public static ValueReader<string> Text(int maxLength) =>
        new(() => Schema.Text(maxLength), value => TextRules.Read(value, maxLength, isMultiLine: false));

    /// <summary>Text that may have line breaks and tabs.</summary>
    public static ValueReader<string> Notes(int maxLength) =>
        new(() => Schema.Text(maxLength), value => TextRules.Read(value, maxLength, isMultiLine: true));

    /// <summary>A member of an enumeration by its name in small letters: <c>transfer_out</c>.</summary>
    public static ValueReader<T> Enum<T>()
        where T : struct, Enum => new(DescribeEnum<T>, static value =>
    {
        if (value.TryGetText(out var text) && SnakeCase.TryParse<T>(text, out var member))
        {
            return member;
        }

        return RefuseWord<T>(value, text, [.. SnakeCase.All<T>()]);
    });

    /// <summary>One of some words that are not spelled as the members of an enumeration are: <c>last-month</c>.</summary>
    public static ValueReader<T> Word<T>(params (string Word, T Meaning)[] words) => new(() => OneOf(words), value =>
    {
        if (value.TryGetText(out var text) && Array.FindIndex(words, word => word.Word == text) is >= 0 and var index)
        {
            return words[index].Meaning;
        }

        return RefuseWord<T>(value, text, [.. words.Select(word => word.Word)]);
    });

    /// <summary>A whole number; in a body a JSON number, not a string.</summary>
    public static ValueReader<int> Int(int min, int max) => new(() => new Schema("integer") { Minimum = min, Maximum = max }, value =>
        value.TryGetNumber(out var digits)
        && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= min
        && number <= max
            ? number
            : value.Refuse<int>(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}.")));

    /// <summary>A JSON object, read by <paramref name="read"/>; members it does not ask for are refused.</summary>
    public static ValueReader<T> Object<T>(Func<ObjectFields, T> read) => new(() => Describe(read), value =>
    {
        if (value.Json.ValueKind != JsonValueKind.Object)
        {
            return value.Refuse<T>("must be an object.");
        }

        var fields = new ObjectFields(value.Path, value.Json, value.Errors);
        var result = read(fields);
        fields.RefuseUnknown();
        return result;
    });

    /// <summary>A JSON array of at most <paramref name="max"/> values.</summary>
    public static ValueReader<IReadOnlyList<T>> List<T>(ValueReader<T> read, int max, int min = 0) => new(
        () => new Schema("array") { Items = read.Schema, MinItems = min > 0 ? min : null, MaxItems = max },
        value => ReadList(value, read, max, min));

    /// <summary>A value that may fail on its own: what is wrong with it is its own error, with paths that begin inside it.</summary>
    public static ValueReader<Result<T>> Attempt<T>(ValueReader<T> read) => new(() => read.Schema, value =>
    {
        var errors = new FieldErrors();
        var result = read.Read(new FieldValue("", value.Json, errors));
        return errors.Or(() => result);
    });

    private static Schema OneOf<T>((string Word, T Meaning)[] words) => Schema.OneOf([.. words.Select(word => word.Word)]);

    private static Schema DescribeEnum<T>()
        where T : struct, Enum => Schema.OneOf([.. SnakeCase.All<T>()]) with { Enumeration = typeof(T) };

    private static Schema DaySchema => new("string") { Format = "date", Description = "A day, YYYY-MM-DD.", Example = "2026-02-03" };

    private static Schema AmountSchema => new("number", "string")
    {
        Pattern = @"^-?[0-9]+(\.[0-9]+)?$",
        MaxLength = MaxDigits,
        Description = "An amount with at most the decimals of its currency: a number, or a string with the same digits.",
        Example = 45.50m,
    };

    private static Schema CurrencySchema =>
        new("string") { Pattern = "^[A-Z]{3}$", Description = "A currency code of ISO 4217.", Example = "EUR" };

    private static Schema Describe<T>(Func<ObjectFields, T> read)
    {
        var members = new List<DescribedField>();
        _ = read(new ObjectFields(members));
        return new Schema("object") { Members = members };
    }

    private static List<T> ReadList<T>(FieldValue value, ValueReader<T> read, int max, int min)
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
            items.Add(read.Read(new FieldValue($"{value.Path}[{items.Count}]", item, value.Errors)));
        }

        return items;
    }

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
