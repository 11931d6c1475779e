using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Currencies;

public sealed class CurrencyServiceTests
{
    private static readonly DateOnly Friday = new(2026, 6, 12);
    private static readonly Currency Usd = Currency.Of("USD");
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Kwd = Currency.Of("KWD");

    [Fact]
    public async Task ListAsync_SomePublished_SaysWhichHaveRates()
    {
        var (ledger, service) = await CreateAsync();
        await PutAsync(ledger, service, Usd, Kwd, 0.3m);

        var list = (await service.ListAsync(ledger.Caller, default)).Value.ToDictionary(info => info.Currency.Code);

        Assert.Equal(Currency.All.Count(), list.Count);
        Assert.Equal((true, new DateRange(Friday, Friday), true), (list["USD"].HasRates, list["USD"].Published, list["USD"].HasManual));
        Assert.Equal((true, null, true), (list["KWD"].HasRates, list["KWD"].Published, list["KWD"].HasManual));
        Assert.Equal((true, null, false), (list["EUR"].HasRates, list["EUR"].Published, list["EUR"].HasManual));
        Assert.Equal((false, null, false), (list["XAF"].HasRates, list["XAF"].Published, list["XAF"].HasManual));
    }

    [Fact]
    public async Task RatesAsync_NothingAskedFor_IsTodayInTheUsersCurrency()
    {
        var (ledger, service) = await CreateAsync();
        await PutAsync(ledger, service, Usd, Kwd, 0.3m);

        var list = (await service.RatesAsync(ledger.Caller, null, null, default)).Value;

        Assert.Equal((Usd, new DateOnly(2026, 6, 15)), (list.Base, list.Date));
        Assert.Equal(
            [("EUR", 0.8m, RateOrigin.Ecb), ("JPY", 120m, RateOrigin.Ecb), ("KWD", 0.3m, RateOrigin.Manual)],
            list.Quotes.Select(quote => (quote.Rate.To.Code, quote.Rate.ToDecimal(), quote.Source)));
        Assert.All(list.Quotes, quote => Assert.Equal((Friday, false), (quote.AsOf, quote.IsStale)));
    }

    [Fact]
    public async Task RatesAsync_BaseWithoutRates_IsEmpty()
    {
        var (ledger, service) = await CreateAsync();

        Assert.Empty((await service.RatesAsync(ledger.Caller, Friday, Kwd, default)).Value.Quotes);
    }

    [Theory]
    [InlineData("10.01", "USD", "JPY", "1201")]
    [InlineData("-10.01", "USD", "JPY", "-1201")]
    [InlineData("1000", "JPY", "USD", "8.33")]
    [InlineData("7", "JPY", "JPY", "7")]
    public async Task ConvertAsync_Amount_AtTodaysRate(string amount, string from, string to, string expected)
    {
        var (ledger, service) = await CreateAsync();
        var asked = new ConversionRequest(new AmountText("amount", amount), Currency.Of(from), Currency.Of(to), null);

        var conversion = (await service.ConvertAsync(ledger.Caller, asked, default)).Value;

        Assert.Equal(expected, conversion.Converted.ToString());
        Assert.Equal(from == to ? null : Friday, conversion.Quote?.AsOf);
    }

    [Theory]
    [InlineData("1", "KWD", "USD", "2026-06-15", "rate_unavailable", null)]
    [InlineData("1", "EUR", "USD", "2026-06-11", "rate_unavailable", null)]
    [InlineData("1.5", "JPY", "USD", "2026-06-15", "validation_failed", "amount")]
    [InlineData("10000000000000", "USD", "IDR", "2026-06-15", "validation_failed", "amount")]
    public async Task ConvertAsync_CannotBe_SaysWhy(string amount, string from, string to, string day, string code, string? field)
    {
        var (ledger, service) = await CreateAsync();
        await PutAsync(ledger, service, Usd, Currency.Of("IDR"), 16_000m);
        var asked = new ConversionRequest(
            new AmountText("amount", amount), Currency.Of(from), Currency.Of(to), DateOnly.Parse(day, null));

        var refusal = (await service.ConvertAsync(ledger.Caller, asked, default)).Error!;

        Assert.Equal((code, field), (refusal.Code, refusal.Fields?.Keys.Single()));
    }

    [Fact]
    public async Task ConvertAsync_Transaction_AtTheRateOfItsDay()
    {
        var (ledger, service) = await CreateAsync();
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        var entry = await ledger.AddAsync(TransactionType.Expense, "1200", "2026-06-13", account: yen);
        var early = await ledger.AddAsync(TransactionType.Expense, "1200", "2026-06-11", account: yen);

        var inBase = (await service.ConvertAsync(ledger.Caller, new TransactionConversion(entry.Id.ToString(), null), default)).Value;
        var inEuro = (await service.ConvertAsync(ledger.Caller, new TransactionConversion(entry.Id.ToString(), Eur), default)).Value;
        var tooEarly = await service.ConvertAsync(ledger.Caller, new TransactionConversion(early.Id.ToString(), null), default);
        var none = await service.ConvertAsync(ledger.Caller, new TransactionConversion("abc", null), default);

        Assert.Equal(("10.00", entry.Date, entry.Id), (inBase.Converted.ToString(), inBase.Date, inBase.Transaction));
        Assert.Equal("8.00", inEuro.Converted.ToString());
        Assert.Equal(("rate_unavailable", "not_found"), (tooEarly.Error!.Code, none.Error!.Code));
    }

    [Fact]
    public async Task PutAsync_SameDayAgain_ReplacesWhicheverIsTheBase()
    {
        var (ledger, service) = await CreateAsync();
        var first = (await PutAsync(ledger, service, Usd, Kwd, 0.3m)).Value;
        var same = (await PutAsync(ledger, service, Usd, Kwd, 0.300m)).Value;
        var other = (await PutAsync(ledger, service, Kwd, Usd, 3m)).Value;

        Assert.Equal(first, same);
        Assert.Equal(first.Version + 1, other.Version);
        var quote = Assert.Single((await service.RatesAsync(ledger.Caller, Friday, Kwd, default)).Value.Quotes, quote => quote.Rate.To == Usd);
        Assert.Equal(3m, quote.Rate.ToDecimal());
        Assert.Equal(other, Assert.Single((await ReadAgainAsync(ledger)).DefinitionsOf(Usd, Friday)));
    }

    [Theory]
    [InlineData("USD", "USD", "1", "currency")]
    [InlineData("USD", "KWD", "0", "rate")]
    [InlineData("USD", "KWD", "-1", "rate")]
    [InlineData("USD", "KWD", "100000001", "rate")]
    [InlineData("USD", "KWD", "0.000000001", "rate")]
    [InlineData("USD", "KWD", "1.234567890123456", "rate")]
    public async Task PutAsync_NoRate_Refused(string from, string to, string rate, string field)
    {
        var (ledger, service) = await CreateAsync();

        var refusal = await PutAsync(ledger, service, Currency.Of(from), Currency.Of(to), decimal.Parse(rate, null));

        Assert.Equal([field], refusal.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task PutAndDelete_OtherVersion_PreconditionFailed()
    {
        var (ledger, service) = await CreateAsync();
        var stale = ledger.Change with { IfMatch = new IfMatch([99], false) };
        var any = ledger.Change with { IfMatch = new IfMatch([], true) };
        var asked = new NewManualRate(Friday, Usd, Kwd, 0.3m);
        var name = new ManualRateName(Friday, Usd, Kwd);

        Assert.Equal("precondition_failed", (await service.PutAsync(any, asked, default)).Error?.Code);
        var kept = (await service.PutAsync(ledger.Change, asked, default)).Value;
        Assert.Equal("precondition_failed", (await service.PutAsync(stale, asked with { Rate = 0.4m }, default)).Error?.Code);
        Assert.Equal("precondition_failed", (await service.DeleteAsync(stale, name, default)).Error?.Code);
        var right = ledger.Change with { IfMatch = new IfMatch([kept.Version], false) };
        Assert.True((await service.PutAsync(right, asked with { Rate = 0.4m }, default)).IsOk);
    }

    [Fact]
    public async Task DeleteAsync_Rate_IsGoneAndTheNextTimeNotFound()
    {
        var (ledger, service) = await CreateAsync();
        await PutAsync(ledger, service, Usd, Kwd, 0.3m);
        var name = new ManualRateName(Friday, Kwd, Usd);

        Assert.Equal("2026-06-12-USD-KWD", (await service.DeleteAsync(ledger.Change, name, default)).Value.Id);

        Assert.Equal("not_found", (await service.DeleteAsync(ledger.Change, name, default)).Error?.Code);
        Assert.Equal(0, (await ReadAgainAsync(ledger)).Count);
        Assert.Empty((await service.RatesAsync(ledger.Caller, Friday, Kwd, default)).Value.Quotes);
    }

    [Fact]
    public async Task PutAsync_AsManyAsFit_TheNextIsRefusedAndAChangeIsNot()
    {
        var (ledger, service) = await CreateAsync();
        var full = Enumerable.Range(0, ManualRates.MaxRates).Select(day => new ManualRate(Friday.AddDays(-day), Usd, Kwd, 0.3m, 1));
        await ledger.CommitAsync(
            "rates.filled", "rates", draft => draft.Stage(new RowChange(RowChangeKind.Put, ManualRates.Of(full).ToRow(draft.Owner))));

        Assert.Equal("too_many_rates", (await PutAsync(ledger, service, Usd, Eur, 0.9m)).Error?.Code);
        Assert.True((await PutAsync(ledger, service, Usd, Kwd, 0.31m)).IsOk);
        Assert.Equal(ManualRates.MaxRates, (await ReadAgainAsync(ledger)).Count);
    }

    private static async Task<(TestLedger Ledger, CurrencyService Service)> CreateAsync()
    {
        var ledger = await TestLedger.CreateAsync();
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, TestRates.Day("2026-06-12", "USD 1.25 JPY 150"));
        var rates = new RateStore(ledger.Store, ledger.Clock);
        return (ledger, new CurrencyService(ledger.Ledgers, rates, new Exchange(rates, ledger.Ledgers, ledger.Clock), ledger.Clock));
    }

    private static Task<Result<ManualRate>> PutAsync(TestLedger ledger, CurrencyService service, Currency from, Currency to, decimal rate) =>
        service.PutAsync(ledger.Change, new NewManualRate(Friday, from, to, rate), default);

    private static async Task<ManualRates> ReadAgainAsync(TestLedger ledger)
    {
        var again = ledger.Reopen();
        return await again.Ledgers.Reader.RatesAsync(await again.OpenAsync(), default);
    }
}
