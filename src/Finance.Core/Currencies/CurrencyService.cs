using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Currencies;

/// <summary>Tells rates, converts by them, and keeps those that the user knows better.</summary>
public sealed class CurrencyService(LedgerStore ledgers, RateStore published, Exchange exchange, TimeProvider clock)
{
    private const string Noun = "exchange rate";

    // Rates are crossed and inverted: beyond these they could not be shown any more.
    private const decimal MinRate = 0.00000001m;
    private const decimal MaxRate = 100_000_000m;

    /// <summary>Every currency of ISO 4217, by code.</summary>
    public async Task<Result<IReadOnlyList<CurrencyInfo>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var book = await published.BookAsync(cancellationToken);
        var manual = (await ledgers.Reader.RatesAsync(ledger.Value, cancellationToken)).Currencies.ToHashSet();
        return Currency.All.Select(currency => new CurrencyInfo(currency, book.DaysOf(currency), manual.Contains(currency))).ToList();
    }

    /// <param name="date">Null for today in the user's zone.</param>
    /// <param name="from">Null for the user's own currency.</param>
    public Task<Result<RateList>> RatesAsync(Caller caller, DateOnly? date, Currency? from, CancellationToken cancellationToken) =>
        WithConverterAsync<RateList>(
            caller,
            (ledger, converter) =>
            {
                var (day, one) = (date ?? Today(ledger), from ?? ledger.Profile.Currency);
                var quotes = converter.Currencies.Where(currency => currency != one).Select(currency => converter.Find(one, currency, day));
                return new RateList(one, day, [.. quotes.OfType<Quote>().OrderBy(quote => quote.Rate.To.Code, StringComparer.Ordinal)]);
            },
            cancellationToken);

    /// <returns>Errors: <c>validation_failed</c>, <c>rate_unavailable</c>.</returns>
    public Task<Result<Conversion>> ConvertAsync(Caller caller, ConversionRequest asked, CancellationToken cancellationToken) =>
        WithConverterAsync(
            caller,
            (ledger, converter) => asked.Amount.Resolve(asked.From).Then(
                amount => Convert(converter, amount, asked.To, asked.Date ?? Today(ledger), asked.Amount.Field)),
            cancellationToken);

    /// <summary>A transaction's amount at the rate of its day.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>validation_failed</c>, <c>rate_unavailable</c>.</returns>
    public async Task<Result<Conversion>> ConvertAsync(Caller caller, TransactionConversion asked, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Entries, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var transaction = TransactionId.TryParse(asked.Id, out var id)
            ? await ledgers.Reader.FindTransactionAsync(ledger.Value, id, cancellationToken)
            : null;
        if (transaction is null)
        {
            return Errors.NotFound("transaction");
        }

        var converter = await exchange.ForAsync(ledger.Value, cancellationToken);
        return Convert(converter, transaction.Amount, asked.To ?? ledger.Value.Profile.Currency, transaction.Date, "currency")
            .Map(conversion => conversion with { Transaction = transaction.Id });
    }

    /// <summary>Keeps a rate in place of the one that the two currencies had on its day.</summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>precondition_failed</c>, <c>too_many_rates</c>.</returns>
    public Task<Result<ManualRate>> PutAsync(Change change, NewManualRate asked, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(
            change,
            LedgerPart.Everything,
            async (draft, token) => Refusal(asked) ?? Put(draft, change, asked, await ledgers.Reader.RatesAsync(draft.Before, token)),
            cancellationToken);

    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<ManualRate>> DeleteAsync(Change change, ManualRateName name, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(
            change,
            LedgerPart.Everything,
            async (draft, token) => Delete(draft, change, name, await ledgers.Reader.RatesAsync(draft.Before, token)),
            cancellationToken);

    private static Result<Conversion> Convert(Converter converter, Money amount, Currency to, DateOnly day, string field)
    {
        if (amount.Currency == to)
        {
            return new Conversion(amount, amount, day, null);
        }

        if (converter.Find(amount.Currency, to, day) is not { } quote)
        {
            return Errors.RateUnavailable(amount.Currency, to, day);
        }

        return quote.Convert(amount) is { } converted
            ? new Conversion(amount, converted, day, quote)
            : Errors.Validation(field, $"is more in {to} than an amount can be: {new Money(ExchangeRate.MaxMinor, to)}.");
    }

    private static Error? Refusal(NewManualRate asked)
    {
        var errors = new FieldErrors();
        if (asked.Base == asked.Currency)
        {
            errors.Add("currency", "must be another currency than the base.");
        }

        if (asked.Rate is < MinRate or > MaxRate)
        {
            errors.Add("rate", $"must lie between {MinRate} and {MaxRate}.");
        }
        else if (!ExactDecimal.Fits(asked.Rate))
        {
            errors.Add("rate", $"must have at most {ExactDecimal.MaxDigits} digits.");
        }

        return errors.IsEmpty ? null : errors.ToError();
    }

    private static Result<ManualRate> Put(LedgerDraft draft, Change change, NewManualRate asked, ManualRates rates)
    {
        var old = rates.Find(asked.Date, asked.Base, asked.Currency);
        if (change.IfMatch is { } match && (old is null || !match.Accepts(old.Version)))
        {
            return Errors.PreconditionFailed();
        }

        var kept = new ManualRate(asked.Date, asked.Base, asked.Currency, asked.Rate, old?.Version ?? draft.Version);
        if (kept == old)
        {
            return kept;
        }

        if (old is null && rates.Count >= ManualRates.MaxRates)
        {
            return Errors.TooManyRates(ManualRates.MaxRates);
        }

        kept = kept with { Version = draft.Version };
        Keep(draft, rates.With(kept));
        draft.Record(old is null ? "rate.created" : "rate.updated", kept.Id, old?.ToRow(draft.Owner), kept.ToRow(draft.Owner));
        return kept;
    }

    private static Result<ManualRate> Delete(LedgerDraft draft, Change change, ManualRateName name, ManualRates rates)
    {
        if (rates.Find(name.Date, name.Base, name.Currency) is not { } old)
        {
            return Errors.NotFound(Noun);
        }

        if (change.IfMatch?.Accepts(old.Version) == false)
        {
            return Errors.PreconditionFailed();
        }

        Keep(draft, rates.Without(old));
        draft.Record("rate.deleted", old.Id, old.ToRow(draft.Owner), null);
        return old;
    }

    private static void Keep(LedgerDraft draft, ManualRates rates)
    {
        draft.Stage(new RowChange(RowChangeKind.Put, rates.ToRow(draft.Owner)));
        draft.Remember(LedgerKeys.Rates, rates);
    }

    private async Task<Result<T>> WithConverterAsync<T>(
        Caller caller,
        Func<LedgerSnapshot, Converter, Result<T>> answer,
        CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        return ledger.IsOk ? answer(ledger.Value, await exchange.ForAsync(ledger.Value, cancellationToken)) : ledger.Error;
    }

    private DateOnly Today(LedgerSnapshot ledger) => TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone);
}
