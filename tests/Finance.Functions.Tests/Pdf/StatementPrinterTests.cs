using System.Text;
using System.Text.RegularExpressions;
using Finance.Core;
using Finance.Core.Exporting.Statements;
using Finance.Pdf;

namespace Finance.Functions.Tests.Pdf;

public sealed partial class StatementPrinterTests
{
    private static readonly Currency Dollar = Currency.Of("USD");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(40, 2)]
    [InlineData(5000, 162)]
    public async Task PrintAsync_AnyNumberOfEntries_TakesThePagesTheyNeed(int entries, int pages)
    {
        var (pieces, file) = await PrintAsync([.. Enumerable.Range(0, entries).Select(number => Line($"Shop {number % 50}"))]);

        Assert.StartsWith("%PDF-1.", file, StringComparison.Ordinal);
        Assert.Equal(pages, Page().Count(file));
        Assert.True(pieces >= file.Length / (1 << 20), "The file came in one piece.");
    }

    [Theory]
    [InlineData("Café Zoë — Straße", 1)]
    [InlineData("Καφενείο Пятёрочка", 1)]
    [InlineData("北京烤鸭店 カフェ", 2)]
    [InlineData("서울 김밥천국", 2)]
    [InlineData("مقهى القاهرة 24", 1)]
    [InlineData("בית קפה (תל אביב) 12.50", 1)]
    [InlineData("चाय की दुकान", 2)]
    [InlineData("ร้านกาแฟ", 2)]
    [InlineData("北京 서울 चाय ร้าน שלום", 5)]
    [InlineData("e\u0301\u0301 \u0301 \u200F\u202E\uFEFF 😀 \U00013000 \uFFFF \0\r\n\t \uD800", 1)]
    [InlineData("\u202E", 1)]
    public async Task PrintAsync_AnyScript_EmbedsAFontForIt(string payee, int fonts)
    {
        var (_, plain) = await PrintAsync([Line("Shop")]);
        var (_, file) = await PrintAsync([Line(payee)]);

        Assert.Equal(fonts - 1, Font().Count(file) - Font().Count(plain));
        Assert.True(file.Length < 1_000_000, "Outlines are embedded that no page shows.");
    }

    [Fact]
    public async Task PrintAsync_MoreEntriesThanWereCounted_IsNoDocument() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => PrintAsync([Line("One"), Line("Two")], counted: 1));

    [Theory]
    [InlineData(0, "USD", "0.00")]
    [InlineData(-123456789, "USD", "−1,234,567.89")]
    [InlineData(123456, "USD", "1,234.56")]
    [InlineData(-100, "JPY", "−100")]
    [InlineData(1000, "JPY", "1,000")]
    [InlineData(1234567, "KWD", "1,234.567")]
    public void AmountText_AnyCurrency_HasAllItsDecimals(long minor, string currency, string text) =>
        Assert.Equal(text, FigureText.Of(new Money(minor, Currency.Of(currency))));

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("שלום", "<שלום")]
    [InlineData("שלום 12.50", "12.50|<שלום ")]
    [InlineData("Shop (שלום) 7", "Shop (|<שלום|) |7")]
    [InlineData("שלום (world) 2026!", "<!|2026|<) |world|<שלום (")]
    [InlineData("שלום shop עולם", "< עולם|shop|<שלום ")]
    [InlineData("a\u202Eb", "ab")]
    public void TextRuns_RightToLeft_AreInTheOrderInWhichTheyAreSeen(string text, string seen)
    {
        var runs = TextRuns.Of(text, FontSet.Shared, isBold: false);

        Assert.Equal(seen, string.Join('|', runs.Select(run => (run.IsRightToLeft ? "<" : "") + run.Text)));
    }

    private static StatementLine Line(string payee) =>
        new(new DateOnly(2026, 3, 1), payee, "Checking", "Food", new Money(-1234, Dollar), new Money(5678, Dollar));

    private static async Task<(int Pieces, string File)> PrintAsync(IReadOnlyList<StatementLine> lines, int? counted = null)
    {
        var (some, none) = (new Money(10_000, Dollar), Money.Zero(Dollar));
        var statement = new Statement(
            "All accounts",
            new DateRange(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)),
            [],
            DateTimeOffset.UnixEpoch,
            new DateOnly(2026, 4, 1),
            counted ?? lines.Count,
            [new StatementAccount("Checking", some, some, none, none, some + some)],
            [new StatementCurrency(Dollar, some, none, [new StatementSpan("2026-03", some, none)], [])]);
        var (pieces, file) = (0, new StringBuilder());
        await foreach (var piece in new StatementPrinter().PrintAsync(statement, lines.ToAsyncEnumerable(), default))
        {
            pieces++;
            file.Append(Encoding.Latin1.GetString(piece.Span));
        }

        return (pieces, file.ToString());
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Page();

    [GeneratedRegex(@"/FontFile[23]\b")]
    private static partial Regex Font();
}
