using System.Runtime.CompilerServices;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Exporting.Statements;

/// <summary>
/// A statement of a listing. It is read twice: once for the figures that stand above the entries, whatever the entries are chosen by, and once for
/// the entries themselves, which are never held.
/// </summary>
internal sealed class StatementExport(ListingContext context, TransactionSort sort, DateOnly today)
{
    private readonly WholeListing _counted = new(context, TransactionSort.NewestFirst);
    private readonly WholeListing _entries = new(context, sort);
    private readonly BalanceBook _book = new(context);

    private Chart Chart => context.Chart;

    /// <summary>The day before the first one, or before all entries.</summary>
    private DateOnly Before => FirstDay > LedgerDates.First ? FirstDay.AddDays(-1) : LedgerDates.First;

    private DateOnly FirstDay => context.Scope.Filter.From ?? (context.Scope.Days.IsEmpty ? today : context.Scope.Days.From);

    private DateOnly End => context.Scope.Filter.To ?? (context.Scope.Days.IsEmpty ? today : context.Scope.Days.To);

    /// <summary>Reads the sums that the reading begins and ends with.</summary>
    /// <returns>Errors: <c>range_too_wide</c>.</returns>
    internal async Task<Result<Done>> PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var listing in new[] { _entries, _counted })
        {
            if (await listing.PrepareAsync(cancellationToken) is { IsOk: false } refused)
            {
                return refused.Error;
            }
        }

        await _book.PrepareAsync(Before, cancellationToken);
        await _book.PrepareAsync(End, cancellationToken);
        return Done.Value;
    }

    /// <exception cref="LedgerMovedException">As <see cref="WholeListing.ReadAsync"/> has it.</exception>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        IStatementPrinter printer,
        DateTimeOffset now,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var figures = new StatementFigures(Chart, context.Scope.Account);
        await foreach (var entry in _counted.ReadAsync(cancellationToken))
        {
            figures.Add(entry.Entry.Transaction);
        }

        var period = PeriodOf(figures);
        var statement = new Statement(
            context.Scope.Account?.Name ?? "All accounts",
            period,
            Filters(),
            now,
            today,
            figures.Count,
            figures.Accounts(id => _book.EndOfDay(id, Before), id => _book.EndOfDay(id, End)),
            figures.Currencies(period));
        await foreach (var piece in printer.PrintAsync(statement, LinesAsync(cancellationToken), cancellationToken))
        {
            yield return piece;
        }
    }

    private async IAsyncEnumerable<StatementLine> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var listed in _entries.ReadAsync(cancellationToken))
        {
            yield return LineOf(listed);
        }
    }

    private StatementLine LineOf(ListedTransaction listed)
    {
        var (transaction, account) = (listed.Entry.Transaction, context.Scope.Account);
        var amount = account is null
            ? new Money(BalanceEffect.Of(transaction)[0].Minor, listed.Entry.Account.Currency)
            : BalanceEffect.On(Chart, account, transaction);
        var way = transaction.Type != TransactionType.Transfer ? null : $"{listed.Entry.Account.Name} → {listed.Entry.ToAccount?.Name}";
        var title = transaction.Payee ?? transaction.Description ?? way ?? "";
        string?[] details = [way ?? (account is null ? listed.Entry.Account.Name : null), transaction.Description];
        return new StatementLine(
            transaction.Date,
            title,
            string.Join(" · ", details.Where(text => !string.IsNullOrEmpty(text) && text != title)),
            CategoryOf(listed),
            amount,
            listed.RunningBalance!.Value);
    }

    private string CategoryOf(ListedTransaction listed)
    {
        var transaction = listed.Entry.Transaction;
        return transaction.Type == TransactionType.Transfer
            ? "Transfer"
            : string.Join(
                ", ",
                transaction.Parts().Select(part => Chart.CategoryNow(part.CategoryId)?.Name).OfType<string>().Distinct(StringComparer.Ordinal));
    }

    /// <summary>The days asked for; where they are open, from the first entry to today, or to the last entry if that is later.</summary>
    private DateRange PeriodOf(StatementFigures figures)
    {
        var filter = context.Scope.Filter;
        var to = filter.To ?? (figures.Last > today ? figures.Last.Value : today);
        to = filter.From > to ? filter.From.Value : to;
        var from = filter.From ?? (figures.First < to ? figures.First.Value : to);
        return new DateRange(from, to);
    }

    private List<string> Filters()
    {
        var filter = context.Scope.Filter;
        var category = filter.CategoryId is { } id && id != TransactionFilter.Uncategorised ? Chart.FindCategory(id)?.Name : "none";
        (string Name, string? Value)[] asked =
        [
            ("type", filter.Type is { } type ? SnakeCase.Of(type) : null),
            ("category", filter.CategoryId is null ? null : category),
            ("at least", Text(filter.MinAmount)),
            ("at most", Text(filter.MaxAmount)),
            ("tag", filter.Tag),
            ("import", filter.ImportId),
            ("text", filter.Text),
        ];
        return [.. asked.Where(part => part.Value is not null).Select(part => $"{part.Name}: {part.Value}")];
    }

    private static string? Text(decimal? amount) => amount?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
