using Finance.Core.Reports;
using Finance.Testing;

namespace Finance.Core.Tests.Reports;

public sealed class ReportQueryTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Theory]
    [InlineData(null, null, null, null, "2026-06-01", "2026-06-30")]
    [InlineData(null, null, "2024-02", null, "2024-02-01", "2024-02-29")]
    [InlineData(null, null, "2", "2023", "2023-02-01", "2023-02-28")]
    [InlineData(null, null, null, "1999", "1999-01-01", "1999-12-31")]
    [InlineData("2026-01-05", "2026-01-05", null, null, "2026-01-05", "2026-01-05")]
    [InlineData("2026-01-05", null, null, null, "2026-01-05", "2026-06-15")]
    [InlineData("1900-01-01", "2199-12-31", null, null, "1900-01-01", "2199-12-31")]
    public async Task Resolve_PeriodGiven_ItsDays(string? from, string? to, string? month, string? year, string first, string last)
    {
        var scope = new ReportQuery(from, to, month, year).Resolve(await (await TestLedger.CreateAsync()).OpenAsync(), Today).Value;

        Assert.Equal((first, last), (LedgerDates.Format(scope.Period.Days.From), LedgerDates.Format(scope.Period.Days.To)));
    }

    [Theory]
    [InlineData("2026-02-30", "2026-03-01", null, null, "from")]
    [InlineData("2026-02-03", "tomorrow", null, null, "to")]
    [InlineData("1899-12-31", "2026-03-01", null, null, "from")]
    [InlineData("2026-02-03", "2026-02-02", null, null, "to")]
    [InlineData("2026-06-16", null, null, null, "from")]
    [InlineData(null, "2026-02-02", null, null, "from")]
    [InlineData("2026-01-01", "2026-02-02", "2026-01", null, "month")]
    [InlineData("2026-01-01", "2026-02-02", null, "2026", "year")]
    [InlineData(null, null, "2026-13", null, "month")]
    [InlineData(null, null, "3", null, "month")]
    [InlineData(null, null, "13", "2026", "month")]
    [InlineData(null, null, "3", "26", "year")]
    [InlineData(null, null, "2026-03", "2026", "year")]
    [InlineData(null, null, null, "2200", "year")]
    [InlineData(null, null, null, "+999", "year")]
    [InlineData(null, null, null, "", "year")]
    public async Task Resolve_PeriodThatIsNone_NamesTheField(string? from, string? to, string? month, string? year, string field)
    {
        var scope = new ReportQuery(from, to, month, year).Resolve(await (await TestLedger.CreateAsync()).OpenAsync(), Today);

        Assert.Equal("validation_failed", scope.Error?.Code);
        Assert.Equal([field], scope.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task Resolve_UnknownAccountAndCurrency_NamesBoth()
    {
        var query = new ReportQuery(AccountId: "abc", Currency: "usd");

        var scope = query.Resolve(await (await TestLedger.CreateAsync()).OpenAsync(), Today);

        Assert.Equal(["account_id", "currency"], scope.Error!.Fields!.Keys.Order());
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-31", PeriodKind.Month, "2026-02-01", "2026-02-28")]
    [InlineData("2024-01-01", "2024-12-31", PeriodKind.Year, "2023-01-01", "2023-12-31")]
    [InlineData("2026-04-01", "2026-06-30", PeriodKind.Range, "2026-01-01", "2026-03-31")]
    [InlineData("2026-03-02", "2026-03-31", PeriodKind.Range, "2026-01-31", "2026-03-01")]
    [InlineData("2026-03-01", "2026-03-01", PeriodKind.Range, "2026-02-28", "2026-02-28")]
    [InlineData("2025-07-01", "2026-06-30", PeriodKind.Range, "2024-07-01", "2025-06-30")]
    public void Previous_AnyPeriod_IsAsLongAndEndsTheDayBefore(string from, string to, PeriodKind kind, string first, string last)
    {
        _ = LedgerDates.TryParse(from, out var start);
        _ = LedgerDates.TryParse(to, out var end);
        var period = new ReportPeriod(new DateRange(start, end));

        Assert.Equal(kind, period.Kind);
        Assert.Equal((first, last), (LedgerDates.Format(period.Previous.Days.From), LedgerDates.Format(period.Previous.Days.To)));
    }
}
