using Finance.Core.Exporting.Backup;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Exporting;

/// <summary>Writes ledgers as files, in memory that does not grow with them.</summary>
public sealed class ExportService(LedgerStore ledgers, TimeProvider clock)
{
    private readonly BalanceHints _hints = new();

    /// <summary>
    /// A file of the caller's ledger as it is now. What is entered while it is read is not in it; a change of what was still to be read
    /// breaks
    /// the reading off with <see cref="LedgerMovedException"/>.
    /// </summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>range_too_wide</c>, and those of <see cref="LedgerStore.OpenAsync"/>.</returns>
    public async Task<Result<ExportFile>> ExportAsync(Caller caller, ExportRequest asked, CancellationToken cancellationToken)
    {
        var parts = PartsOf(asked);
        return parts.IsOk
            ? await ledgers.ReadAsync(
                caller,
                async (ledger, token) => (await OpenAsync(ledger, asked, parts.Value, token), HasRead: true),
                cancellationToken)
            : parts.Error;
    }

    private static Result<string[]> PartsOf(ExportRequest asked) => asked.Format == ExportFormat.Json
        ? ExportParts.Choose(asked.Parts, ExportParts.OfJson, ExportParts.OfJson)
        : ExportParts.Choose(asked.Parts, [ExportParts.Transactions], [ExportParts.Transactions]);

    private async Task<Result<ExportFile>> OpenAsync(
        LedgerSnapshot ledger,
        ExportRequest asked,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken)
    {
        var scope = ListingScope.Of(ledger, asked.Filter);
        if (!scope.IsOk)
        {
            return scope.Error;
        }

        var context = new ListingContext(scope.Value, ledgers.Reader, new ListingLimits(), _hints);
        return asked.Format == ExportFormat.Json
            ? await JsonAsync(context, asked, parts, cancellationToken)
            : await CsvAsync(context, asked, cancellationToken);
    }

    private async Task<Result<ExportFile>> CsvAsync(ListingContext context, ExportRequest asked, CancellationToken cancellationToken)
    {
        var listing = new WholeListing(context, asked.Sort);
        var prepared = await listing.PrepareAsync(cancellationToken);
        return prepared.Map(_ => new ExportFile(
            NameOf("transactions", context.Ledger, "csv"),
            CsvExport.ContentType,
            CsvExport.WriteAsync(listing.ReadAsync(cancellationToken), context.Chart, context.Scope.Account, cancellationToken)));
    }

    private async Task<Result<ExportFile>> JsonAsync(
        ListingContext context,
        ExportRequest asked,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken)
    {
        if (asked.Sort != TransactionSort.NewestFirst)
        {
            return Errors.Validation("sort", "is not for this format, which has an order of its own.");
        }

        var ledger = context.Ledger;
        var isFiltered = asked.Filter != new TransactionFilter();
        var rates = await ledgers.Reader.RatesAsync(ledger, cancellationToken);
        var writer = new BackupWriter(
            ledger,
            rates,
            [.. BackupSections.All.Where(section => parts.Contains(section.Part))],
            RowsOf);
        var isComplete = !isFiltered && parts.Count == ExportParts.OfJson.Count;
        return new ExportFile(
            NameOf(isComplete ? "ledger" : "ledger-part", ledger, "json"),
            BackupLayout.ContentType,
            writer.WriteAsync(isComplete, token => ProveAsync(ledger, token), cancellationToken));

        IAsyncEnumerable<Row> RowsOf(BackupSection section)
        {
            if (LedgerRows.ArePacked(section.From))
            {
                return LedgerRows.Apart(ledger, section.From).ToAsyncEnumerable();
            }

            return section.Part == ExportParts.Transactions && isFiltered
                ? context.RowsMeantAsync(cancellationToken)
                : ledgers.Reader.AheadAsync(ledger.Owner, section.From, section.To, cancellationToken);
        }
    }

    private async Task ProveAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        if (!await ledgers.IsCurrentAsync(ledger, cancellationToken))
        {
            throw new LedgerMovedException();
        }
    }

    private string NameOf(string what, LedgerSnapshot ledger, string ending) =>
        $"{what}-{LedgerDates.Format(TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone))}.{ending}";
}
