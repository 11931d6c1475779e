using System.Runtime.CompilerServices;
using Finance.Core.Storage;
using Conditions = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.KeyValuePair<string, object>>;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// How the rows of a listing are read: all of the range, from which we pick, or several queries of which each lets the store pick by equal
/// values, merged by key. What is read may still hold rows that are not meant.
/// </summary>
internal sealed class RowPlan
{
    private const int MaxQueries = 8;
    private readonly IReadOnlyList<Conditions> _queries;

    private RowPlan(IReadOnlyList<Conditions> queries, bool isExact, bool chains)
    {
        (_queries, IsExact, Chains) = (queries, isExact, chains);
    }

    /// <summary>The store picks the rows.</summary>
    internal bool IsPicked => _queries.Any(where => where.Count > 0);

    /// <summary>Every row that is read is meant.</summary>
    internal bool IsExact { get; }

    /// <summary>Between two rows that are read, nothing changes the balances that the listing tells: each follows from another.</summary>
    internal bool Chains { get; }

    /// <summary>Every row of the range.</summary>
    internal static RowPlan Everything(ListingScope scope) => new([[]], scope.IsOfDaysOnly, true);

    /// <summary>Only rows that the store picked; null where no equal values tell them, or too many queries would be needed.</summary>
    internal static RowPlan? Picked(ListingScope scope)
    {
        List<KeyValuePair<string, object>> common = [];
        if (scope.Filter.ImportId is { } import)
        {
            common.Add(new(TransactionRow.ImportProperty, import));
        }

        if (scope.Filter.Type is { } type)
        {
            common.Add(new(TransactionRow.TypeProperty, (int)type));
        }

        var choices = Choices(scope);
        if (choices.Count > MaxQueries || (common.Count == 0 && choices.All(choice => choice.Count == 0)))
        {
            return null;
        }

        var isExact = !scope.NeedsWholeRows && !scope.IsOfCategory;
        var isWholeAccount = scope.Account is not null && common.Count == 0 && scope.CategoryIds is null;
        return new RowPlan([.. choices.Select(Conditions (choice) => [.. common, .. choice])], isExact, isWholeAccount);
    }

    /// <summary>The rows in key order, each once.</summary>
    internal IAsyncEnumerable<Row> ReadAsync(ListingContext context, RowRange range, CancellationToken cancellationToken) =>
        _queries.Count == 1
            ? context.RowsAsync(range, _queries[0], cancellationToken)
            : MergeAsync([.. _queries.Select(where => context.RowsAsync(range, where, cancellationToken))], cancellationToken);

    /// <summary>How many rows that is at most, as far as sums tell: they know nothing of imports.</summary>
    internal long RowsAtMost(ListingContext context, Window window) => IsPicked && context.Scope.Filter.ImportId is null
        ? window.Matching
        : Math.Min(window.Rows, context.Ledger.Head.TransactionCount);

    /// <summary>One or the other of these must hold.</summary>
    private static IReadOnlyList<Conditions> Choices(ListingScope scope)
    {
        IReadOnlyList<Conditions> accounts = scope.AccountIds is null
            ? [[]]
            : [.. scope.AccountIds.Select(Conditions (id) => [new(TransactionRow.AccountProperty, id)])];
        if (scope.CategoryIds is { } ids)
        {
            // What is in a category is no transfer, so the account is the one the entry is in.
            var categories = CategoryChoices(scope, ids);
            return accounts.Count * categories.Count <= MaxQueries
                ? [.. accounts.SelectMany(_ => categories, Conditions (account, category) => [.. account, .. category])]
                : categories;
        }

        return scope.AccountIds is null || scope.Filter.Type is TransactionType.Income or TransactionType.Expense
            ? accounts
            : [.. accounts, .. scope.AccountIds.Select(Conditions (id) => [new(TransactionRow.ToAccountProperty, id)])];
    }

    private static List<Conditions> CategoryChoices(ListingScope scope, IReadOnlySet<string> ids)
    {
        List<Conditions> choices = [.. ids.Select(Conditions (id) => [new(TransactionRow.CategoryProperty, id)])];
        if (scope.Ledger.Head.SplitCount > 0)
        {
            choices.Add([new(TransactionRow.SplitProperty, true)]);
        }

        return choices;
    }

    private static async IAsyncEnumerable<Row> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<Row>> sources,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = sources.Select(source => source.GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            var heads = await AdvanceAsync(all);
            while (heads.Count > 0)
            {
                var row = heads.MinBy(head => head.Current.Key, StringComparer.Ordinal)!.Current;
                yield return row;

                // A transfer within an account that was merged comes twice.
                var taken = heads.Where(head => head.Current.Key == row.Key).ToList();
                var left = await AdvanceAsync(taken);
                heads.RemoveAll(head => taken.Contains(head) && !left.Contains(head));
            }
        }
        finally
        {
            foreach (var source in all)
            {
                await source.DisposeAsync();
            }
        }
    }

    private static async Task<List<IAsyncEnumerator<Row>>> AdvanceAsync(List<IAsyncEnumerator<Row>> heads)
    {
        var moved = await Task.WhenAll(heads.Select(head => head.MoveNextAsync().AsTask()));
        return [.. heads.Where((_, at) => moved[at])];
    }
}
