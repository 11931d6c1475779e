using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Reports.Custom;

/// <summary>
/// Answers reports that the user puts together: from sums wherever these tell what is asked, else by reading entries, as many as one request
/// may; the next request goes on from there.
/// </summary>
public sealed class QueryService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private readonly ReportAnswers _answers = new(ledgers, exchange, clock);

    /// <param name="after">A <see cref="CustomReport.Next"/> of the same query; null to begin.</param>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>, <c>invalid_cursor</c>.</returns>
    public Task<Result<CustomReport>> QueryAsync(Caller caller, CustomQuery query, string? after, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Entries, query.Report, (sources, token) => QueryAsync(sources, query, after, token), cancellationToken);

    private static async Task<Result<CustomReport>> QueryAsync(
        ReportSources sources,
        CustomQuery query,
        string? after,
        CancellationToken cancellationToken)
    {
        var days = sources.Scope.Period.Days;
        var filter = ListingScope.Of(
            sources.Ledger, query.Filter with { From = days.From, To = days.To, AccountId = sources.Scope.AccountId });
        if (!filter.IsOk)
        {
            return InFilter(filter.Error);
        }

        var groups = new QueryGroups(query, sources.Chart, sources.Scope.Currency, sources.Profile.Settings.FirstWeekday);
        if (NeedsEntries(sources, query, filter.Value))
        {
            return await ReadAsync(sources, query, filter.Value, groups, after, cancellationToken);
        }

        if (after is not null)
        {
            return Errors.InvalidCursor();
        }

        var sums = new QuerySums(query, filter.Value, sources.Chart, sources.Conversions, groups);
        await AddSumsAsync(sources, query, sums, cancellationToken);
        return groups.Count > QueryGroups.Max
            ? Errors.Validation("group_by", $"makes more than {QueryGroups.Max} groups; group by less, or narrow the period.")
            : Report(sources, query, groups) with { Unconverted = sums.Unconverted, RatesUsed = sources.Conversions.Used };
    }

    /// <summary>Whether sums do not tell what is asked.</summary>
    private static bool NeedsEntries(ReportSources sources, CustomQuery query, ListingScope filter)
    {
        var needsCount = query.Measures.Contains(Measure.Count) || query.Measures.Contains(Measure.Average);
        return query.GroupBy.Contains(GroupBy.Payee)
            || query.GroupBy.Contains(GroupBy.Tag)
            || query.Measures.Contains(Measure.Min)
            || query.Measures.Contains(Measure.Max)
            || query.Payee is not null
            || filter.IsBeyondSums
            || (NeedsDays(sources, query) && (query.HasTransfers || (needsCount && !query.IsByPart && sources.Ledger.Head.SplitCount > 0)));
    }

    /// <summary>Whether anything comes from the days, which know neither transfers nor how many entries their parts belong to.</summary>
    private static bool NeedsDays(ReportSources sources, CustomQuery query)
    {
        var scope = sources.Scope;
        return query.GroupBy.Contains(GroupBy.Week)
            || PeriodParts.Of(scope.Period.Days).Edges.Any(edge => edge.Months().Any(sources.Chart.HasEntriesIn))
            || sources.Chart.Accounts.Any(account => account.Currency != scope.Currency
                && account.TransactionCount > 0
                && (scope.AccountId is null || account.Id == scope.AccountId));
    }

    private static async Task AddSumsAsync(ReportSources sources, CustomQuery query, QuerySums sums, CancellationToken cancellationToken)
    {
        var period = sources.Scope.Period.Days;
        if (query.GroupBy.Contains(GroupBy.Week))
        {
            foreach (var month in await sources.DaysAsync([.. period.Months()], cancellationToken))
            {
                sums.Add(month, period.Intersect(month.Month.Days), isForeignOnly: false);
            }

            return;
        }

        var (parts, book) = (PeriodParts.Of(period), await sources.LoadAsync([period], [], cancellationToken));
        var months = parts.Months.ToHashSet();
        foreach (var year in book.Years.Values)
        {
            sums.Add(year, months);
        }

        foreach (var month in book.Months.Values)
        {
            sums.Add(month, period.Intersect(month.Month.Days), isForeignOnly: months.Contains(month.Month));
        }
    }

    private static async Task<Result<CustomReport>> ReadAsync(
        ReportSources sources,
        CustomQuery query,
        ListingScope filter,
        QueryGroups groups,
        string? after,
        CancellationToken cancellationToken)
    {
        var mark = sources.Ledger.Mark + query.Fingerprint() + ":";
        if (after?.StartsWith(mark, StringComparison.Ordinal) == false)
        {
            return Errors.InvalidCursor();
        }

        var entries = new QueryEntries(query, filter, sources.Chart, sources.Conversions, groups);
        DateOnly? first = null, last = null;
        await foreach (var transaction in sources.Entries.ReadAsync(filter.Days, after?[mark.Length..], cancellationToken))
        {
            (first, last) = (first ?? transaction.Date, transaction.Date);
            entries.Add(transaction);
        }

        return Report(sources, query, groups) with
        {
            Scanned = new ScannedPart(last, first, sources.Entries.Passed),
            Next = sources.Entries.Next is { } next ? mark + next : null,
            Unconverted = entries.Unconverted,
            RatesUsed = sources.Conversions.Used,
        };
    }

    private static CustomReport Report(ReportSources sources, CustomQuery query, QueryGroups groups) => new()
    {
        Query = query,
        Period = sources.Scope.Period,
        Currency = sources.Scope.Currency,
        AccountId = sources.Scope.AccountId,
        Groups = groups.Groups,
        Total = groups.Total,
        Scanned = null,
        Unconverted = [],
        RatesUsed = [],
    };

    private static Error InFilter(Error error) => error.Fields is { } fields
        ? Errors.Validation(fields.ToDictionary(field => $"filter.{field.Key}", field => field.Value, StringComparer.Ordinal))
        : error;
}
