using System.Runtime.CompilerServices;
using Finance.Core.Accounts;
using Finance.Core.Exporting.Backup;
using Finance.Core.Exporting.Statements;
using Finance.Core.Exporting.Xlsx;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Exporting;

/// <summary>Writes ledgers as files, in memory that does not grow with them.</summary>
public sealed class ExportService(LedgerStore ledgers, IStatementPrinter printer, TimeProvider clock)
{
    private readonly BalanceHints _hints = new();

    /// <summary>
    /// A file of the caller's ledger as it is now. What is entered while it is read is not in it; a change of what was still to be read
    /// breaks the reading off with <see cref="LedgerMovedException"/>.
    /// </summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>range_too_wide</c>, and those of <see cref="LedgerStore.OpenAsync(Caller, CancellationToken)"/>.</returns>
    public async Task<Result<ExportFile>> ExportAsync(Caller caller, ExportRequest asked, CancellationToken cancellationToken)
    {
        var parts = PartsOf(asked);
        if (!parts.IsOk)
        {
            return parts.Error;
        }

        var part = PartOf(asked.Format, parts.Value);
        var made = await ledgers.ReadAsync(
            caller,
            part,
            async (ledger, token) => (await OpenAsync(ledger, asked, parts.Value, token), HasRead: true),
            cancellationToken);
        return caller.IsShared ? made.Map(file => file with { Content = WhileSharedAsync(file.Content, caller, part, cancellationToken) }) : made;
    }

    /// <summary>The pieces of a file as long as its ledger is shared with the caller: a grant that is revoked ends it in the middle.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> WhileSharedAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> content,
        Caller caller,
        LedgerPart part,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in content.WithCancellation(cancellationToken))
        {
            if (await ledgers.RefuseAsync(caller, part, cancellationToken) is not null)
            {
                throw new LedgerMovedException();
            }

            yield return piece;
        }
    }

    /// <summary>What a file is about: one of entries alone is for whoever may see some of them, but for forms that tell balances too.</summary>
    private static LedgerPart PartOf(ExportFormat format, IReadOnlyList<string> parts) => format switch
    {
        ExportFormat.Json => LedgerPart.OwnersAlone,
        ExportFormat.Csv => LedgerPart.Entries,
        ExportFormat.Xlsx when parts is [ExportParts.Transactions] => LedgerPart.Entries,
        _ => LedgerPart.Everything,
    };

    private static Result<string[]> PartsOf(ExportRequest asked)
    {
        var known = asked.Format switch
        {
            ExportFormat.Json => ExportParts.OfJson,
            ExportFormat.Xlsx => ExportParts.OfWorkbook,
            _ => [ExportParts.Transactions],
        };
        return ExportParts.Choose(asked.Parts, known, known);
    }

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
        return asked.Format switch
        {
            ExportFormat.Json => await JsonAsync(context, asked, parts, cancellationToken),
            ExportFormat.Ofx => await OfxAsync(context, asked, cancellationToken),
            ExportFormat.Xlsx => await XlsxAsync(context, asked, parts, cancellationToken),
            ExportFormat.Pdf => await PdfAsync(context, asked, cancellationToken),
            _ => await CsvAsync(context, asked, cancellationToken),
        };
    }

    private async Task<Result<ExportFile>> CsvAsync(ListingContext context, ExportRequest asked, CancellationToken cancellationToken)
    {
        var listing = new WholeListing(context, asked.Sort);
        var prepared = await listing.PrepareAsync(cancellationToken);
        return prepared.Map(_ => new ExportFile(
            NameOf("transactions", context.Ledger, "csv"),
            CsvExport.ContentType,
            CsvExport.WriteAsync(listing.ReadAsync(cancellationToken), context.Scope.Shown.Chart, context.Scope.Account, cancellationToken)));
    }

    private async Task<Result<ExportFile>> XlsxAsync(
        ListingContext context,
        ExportRequest asked,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken)
    {
        var listing = new WholeListing(context, asked.Sort);
        var prepared = await listing.PrepareAsync(cancellationToken);
        if (!prepared.IsOk)
        {
            return prepared.Error;
        }

        var (from, to) = (LedgerKeys.GoalPrefix, KeyText.After(LedgerKeys.GoalPrefix));
        var goals = await ledgers.Reader.RangeAsync(context.Ledger.Owner, from, to, cancellationToken: cancellationToken)
            .Select(GoalRow.ReadTerms)
            .ToListAsync(cancellationToken);
        var workbook = new XlsxExport(context.Scope.Shown, context.Scope.Account, [.. goals.OrderBy(goal => goal.CreatedAt)], parts, new PieceStream());
        return new ExportFile(
            NameOf("ledger", context.Ledger, "xlsx"),
            XlsxExport.ContentType,
            workbook.WriteAsync(listing.ReadAsync(cancellationToken), cancellationToken));
    }

    private async Task<Result<ExportFile>> PdfAsync(ListingContext context, ExportRequest asked, CancellationToken cancellationToken)
    {
        var statement = new StatementExport(context, asked.Sort, Today(context.Ledger));
        var prepared = await statement.PrepareAsync(cancellationToken);
        return prepared.Map(_ => new ExportFile(
            NameOf("statement", context.Ledger, "pdf"),
            printer.ContentType,
            statement.WriteAsync(printer, clock.GetUtcNow(), cancellationToken)));
    }

    private async Task<Result<ExportFile>> JsonAsync(
        ListingContext context,
        ExportRequest asked,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken)
    {
        if (OrderFault(asked) is { } fault)
        {
            return fault;
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

    private async Task<Result<ExportFile>> OfxAsync(ListingContext context, ExportRequest asked, CancellationToken cancellationToken)
    {
        if (OrderFault(asked) is { } fault)
        {
            return fault;
        }

        var statements = new List<OfxAccount>();
        foreach (var account in context.Scope.Account is { } one ? [one] : context.Chart.Accounts)
        {
            var scope = ListingScope.Of(context.Ledger, asked.Filter with { AccountId = account.Id }).Value;
            var own = new ListingContext(scope, ledgers.Reader, context.Limits, _hints);
            var listing = new WholeListing(own, asked.Sort);
            var prepared = await listing.PrepareAsync(cancellationToken);
            if (!prepared.IsOk)
            {
                return prepared.Error;
            }

            var period = await PeriodAsync(own, account, cancellationToken);
            var book = new BalanceBook(own);
            await book.PrepareAsync(period.To, cancellationToken);
            var balance = new Money(book.EndOfDay(account.Id, period.To), account.Currency);
            statements.Add(new OfxAccount(account, period, balance, listing.ReadAsync(cancellationToken)));
        }

        return new ExportFile(
            NameOf("transactions", context.Ledger, "ofx"),
            OfxExport.ContentType,
            OfxExport.WriteAsync(statements, context.Chart, clock.GetUtcNow(), cancellationToken));
    }

    /// <summary>The days asked for; without an end, up to today or the account's last entry, whichever is later.</summary>
    private async Task<DateRange> PeriodAsync(ListingContext context, Account account, CancellationToken cancellationToken)
    {
        var (today, filter) = (Today(context.Ledger), context.Scope.Filter);
        var months = account.History.Months.Select(month => month.Month).ToList();
        var to = filter.To ?? today;
        if (filter.To is null && months.Count > 0 && months[^1].LastDay > today)
        {
            var days = await context.DaysAsync(months[^1], cancellationToken);
            var last = Enumerable.Range(1, months[^1].LastDay.Day).Last(day => days.EntriesOn(day, account.Id) > 0);
            to = last > today.Day || months[^1] > Month.Of(today) ? months[^1].FirstDay.AddDays(last - 1) : today;
        }

        var first = months.Count > 0 && months[0].FirstDay < to ? months[0].FirstDay : to;
        return new DateRange(filter.From ?? first, to);
    }

    private static Error? OrderFault(ExportRequest asked) => asked.Sort == TransactionSort.NewestFirst
        ? null
        : Errors.Validation("sort", "is not for this format, which has an order of its own.");

    private async Task ProveAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        if (!await ledgers.IsCurrentAsync(ledger, cancellationToken))
        {
            throw new LedgerMovedException();
        }
    }

    private string NameOf(string what, LedgerSnapshot ledger, string ending) =>
        $"{what}-{LedgerDates.Format(Today(ledger))}.{ending}";

    private DateOnly Today(LedgerSnapshot ledger) => TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone);
}
