using System.Text;
using System.Text.Json;
using Finance.Core;
using Finance.Core.Transactions;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Functions.Tests.Http.Writing;

public sealed class ApiJsonTests
{
    [Fact]
    public void Write_ValuesOfTheLedger_AreWrittenAsTheApiSays()
    {
        var json = Write(new
        {
            OpeningBalance = new Money(4550, Currency.Of("USD")),
            Yen = new Money(-1200, Currency.Of("JPY")),
            Dinar = new Money(5, Currency.Of("KWD")),
            Nothing = (Money?)null,
            Date = new DateOnly(2026, 2, 3),
            CreatedAt = new DateTimeOffset(2026, 2, 3, 6, 5, 4, 7, TimeSpan.FromHours(2)),
            Month = Month.Of(2026, 2),
            Currency = Currency.Of("EUR"),
            Type = TransactionType.Expense,
            SavingsRate = 0.1250m,
            IsOpen = true,
        });

        Assert.Equal(
            """{"opening_balance":45.50,"yen":-1200,"dinar":0.005,"nothing":null,"date":"2026-02-03","""
            + "\"created_at\":\"2026-02-03T04:05:04.007Z\","
            + "\"month\":\"2026-02\",\"currency\":\"EUR\",\"type\":\"expense\",\"savings_rate\":0.1250,\"is_open\":true}",
            json);
    }

    [Fact]
    public void Write_Text_IsReadableAndUnescaped() =>
        Assert.Equal("""{"text":"<b>Müller & 'Söhne' – 東京</b>\n\"x\""}""", Write(new { Text = "<b>Müller & 'Söhne' – 東京</b>\n\"x\"" }));

    [Fact]
    public void Write_AnyText_ComesBackFromAnyJsonReader() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>().Filter(text => IsWhole(text.Get)), text =>
            JsonDocument.Parse(ApiJson.Write(new { Text = text.Get })).RootElement.GetProperty("text").GetString() == text.Get)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Write_KeysOfADictionary_AreTheClientsOwn() =>
        Assert.Equal("""{"fields":{"Warranty Until":1}}""", Write(new { Fields = new Dictionary<string, int> { ["Warranty Until"] = 1 } }));

    [Fact]
    public void Write_ListEnvelope_HasItsThreeFields() =>
        Assert.Equal("""{"items":[1,2],"next_cursor":null,"total_count":2}""", Write(new ListEnvelope<int>([1, 2], null, 2)));

    [Fact]
    public void Write_EveryCurrency_HasItsOwnDecimals() => Assert.All(Currency.All, currency =>
    {
        var digits = Write(new { A = new Money(-7, currency) })[5..^1];

        Assert.Equal(-7m / currency.MinorPerMajor, decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(currency.Exponent, digits.Split('.') is [_, var decimals] ? decimals.Length : 0);
    });

    private static string Write(object value) => Encoding.UTF8.GetString(ApiJson.Write(value));

    private static bool IsWhole(string text) => !text.Any(char.IsSurrogate);
}
