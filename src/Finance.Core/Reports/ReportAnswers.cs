using Finance.Core.Currencies;
using Finance.Core.Ledgers;

namespace Finance.Core.Reports;

/// <summary>Makes answers about a ledger that are of one version of it and in one currency.</summary>
internal sealed class ReportAnswers(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    /// <param name="part">What the answer is about.</param>
    /// <param name="answer">Answers from what the sources give, and from nothing else that is stored.</param>
    /// <param name="isForeign">Tells whether anything but the accounts is in another currency than the answer.</param>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>, and the answer's own.</returns>
    internal Task<Result<T>> OfAsync<T>(
        Caller caller,
        LedgerPart part,
        ReportQuery query,
        Func<ReportSources, CancellationToken, Task<Result<T>>> answer,
        CancellationToken cancellationToken,
        Func<LedgerSnapshot, Currency, bool>? isForeign = null) => ledgers.ReadAsync<T>(
            caller,
            part,
            async (ledger, token) =>
            {
                var scope = query.Resolve(ledger, TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone));
                if (!scope.IsOk)
                {
                    return (scope.Error, false);
                }

                var needsRates = PeriodReader.NeedsRates(ledger.Chart, scope.Value.AccountId, scope.Value.Currency)
                    || isForeign?.Invoke(ledger, scope.Value.Currency) == true;
                var hadRates = ledger.Remembers(LedgerKeys.Rates);
                var converter = needsRates ? await exchange.ForAsync(ledger, token) : null;
                var sources = new ReportSources(ledgers.Reader, ledger, scope.Value, new Conversions(converter, scope.Value.Currency));
                var result = await answer(sources, token);
                return (result, sources.HasRead || (needsRates && !hadRates));
            },
            cancellationToken);
}
