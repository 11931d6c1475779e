using Finance.Core.Accounts;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>A filter as a ledger understands it: ids resolved to all those that count for them, days to those that hold entries.</summary>
internal sealed class ListingScope
{
    private ListingScope(LedgerSnapshot ledger, TransactionFilter filter, Account? account)
    {
        (Shown, Ledger, Filter) = (ledger, ledger.Shared?.Whole ?? ledger, filter);
        Account = account is null ? null : Ledger.Chart.AllAccounts[account.Id];
        AccountIds = account is null ? null : ledger.Chart.IdsOfAccount(account.Id);
        IsUncategorised = filter.CategoryId == TransactionFilter.Uncategorised;
        CategoryIds = filter.CategoryId is { } id && !IsUncategorised ? ledger.Chart.IdsOfCategory(id, withChildren: true) : null;
        Search = TextSearch.Parse(filter.Text);
        var all = DaysWithEntries(Ledger.Chart);
        Days = all.Intersect(new DateRange(filter.From ?? LedgerDates.First, filter.To ?? LedgerDates.Last));
        IsOfTagOnly = Days == all
            && filter.Tag is not null
            && !IsOfPart
            && Search is null
            && filter with { From = null, To = null, Tag = null, Text = null } == new TransactionFilter();
    }

    /// <summary>The ledger as whoever asks may know it.</summary>
    internal LedgerSnapshot Shown { get; }

    /// <summary>The ledger whose rows are read: tells where entries lie, and what is to be shown of it the other says.</summary>
    internal LedgerSnapshot Ledger { get; }

    internal TransactionFilter Filter { get; }

    /// <summary>The account that the list is of.</summary>
    internal Account? Account { get; }

    internal IReadOnlySet<string>? AccountIds { get; }

    internal IReadOnlySet<string>? CategoryIds { get; }

    internal bool IsUncategorised { get; }

    internal TextSearch? Search { get; }

    /// <summary>The days asked for, from the first to the last month that holds an entry.</summary>
    internal DateRange Days { get; }

    /// <summary>Whatever carries the tag, in all of the ledger.</summary>
    internal bool IsOfTagOnly { get; }

    internal bool IsOfCategory => CategoryIds is not null || IsUncategorised;

    /// <summary>Nothing can be in the list; a transfer is in no category.</summary>
    internal bool IsEmpty => Days.IsEmpty || (IsOfCategory && Filter.Type == TransactionType.Transfer);

    /// <summary>Every transaction of the days is in the list.</summary>
    internal bool IsOfDaysOnly => Account is null && Filter.Type is null && !IsOfCategory && !IsBeyondSummaries;

    /// <summary>The summaries do not tell by all that is asked for: how many there are takes reading.</summary>
    internal bool IsBeyondSummaries => NeedsWholeRows || Filter.ImportId is not null;

    /// <summary>Likewise for sums of what is shown.</summary>
    internal bool IsBeyondSums => IsOfText || Filter.ImportId is not null;

    /// <summary>Only the row itself tells whether it is meant.</summary>
    internal bool NeedsWholeRows => IsOfText || IsOfPart;

    /// <summary>Not all entries are shown to whoever asks.</summary>
    internal bool IsOfPart => Shown.Shared is { Part.IsBound: true };

    private bool IsOfText => Filter.MinAmount is not null || Filter.MaxAmount is not null || Filter.Tag is not null || Search is not null;

    internal static Result<ListingScope> Of(LedgerSnapshot ledger, TransactionFilter filter)
    {
        var errors = new FieldErrors();
        var chart = ledger.Chart;
        if (filter.From > filter.To)
        {
            errors.Add("from", "must not lie after 'to'.");
        }

        if (filter.MinAmount > filter.MaxAmount)
        {
            errors.Add("min_amount", "must not be above 'max_amount'.");
        }

        // An account that was merged into another still names where its entries count.
        var account = filter.AccountId is { } id && chart.AllAccounts.ContainsKey(id) ? chart.AccountNow(id) : null;
        if (filter.AccountId is not null && account is null)
        {
            errors.Add("account_id", "names no account of this ledger.");
        }

        if (filter.CategoryId is { } category && category != TransactionFilter.Uncategorised && chart.FindCategory(category) is null)
        {
            errors.Add("category_id", $"names no category of this ledger; '{TransactionFilter.Uncategorised}' finds what is in none.");
        }

        return errors.Or(() => new ListingScope(ledger, filter, account));
    }

    internal bool Includes(Transaction whole) => Shown.Show(whole) is { } shown && Means(shown);

    /// <summary>How many parts of a transaction are in the category asked for.</summary>
    internal int PartsIncluded(Transaction transaction) =>
        transaction.Type == TransactionType.Transfer ? 0 : transaction.Parts().Count(part => IncludesCategory(part.CategoryId));

    /// <param name="id">Null or empty for uncategorised.</param>
    internal bool IncludesCategory(string? id) =>
        IsUncategorised ? Ledger.Chart.CategoryNow(id) is null : CategoryIds!.Contains(id ?? "");

    private bool Means(Transaction transaction) =>
        (Filter.Type is null || transaction.Type == Filter.Type)
        && (AccountIds is null
            || AccountIds.Contains(transaction.AccountId)
            || (transaction.ToAccountId is { } to && AccountIds.Contains(to)))
        && (!IsOfCategory || PartsIncluded(transaction) > 0)
        && (Filter.MinAmount is null || transaction.Amount.ToDecimal() >= Filter.MinAmount)
        && (Filter.MaxAmount is null || transaction.Amount.ToDecimal() <= Filter.MaxAmount)
        && (Filter.ImportId is null || transaction.ImportId == Filter.ImportId)
        && (Filter.Tag is null || transaction.Tags.Contains(Filter.Tag, StringComparer.Ordinal))
        && Search?.Matches(transaction) != false;

    private static DateRange DaysWithEntries(Chart chart)
    {
        var months = chart.Accounts.Where(account => account.TransactionCount > 0)
            .SelectMany(account => new[] { account.History.Months.First().Month, account.History.Months.Last().Month })
            .ToList();
        return months.Count == 0
            ? new DateRange(LedgerDates.Last, LedgerDates.First)
            : new DateRange(months.Min().FirstDay, months.Max().LastDay);
    }
}
