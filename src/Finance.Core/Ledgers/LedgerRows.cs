using Finance.Core.Accounts;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Recurring;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Summaries;
using Finance.Core.Webhooks;

namespace Finance.Core.Ledgers;

/// <summary>
/// How chart and plans lie in the store: accounts, whose balances change with every entry, in the head that every commit replaces anyway;
/// categories, budgets, templates, webhooks and grants there too while they are few, and in the row <see cref="LedgerKeys.Chart"/> where they are
/// many. So one point read opens a ledger, or two, and a commit replaces two rows at most however much of them it changes.
/// </summary>
internal static class LedgerRows
{
    /// <summary>Bytes that all of it may take packed: the store holds 1 MiB in a row, and 4 MiB in a commit.</summary>
    internal const int MaxBytes = 640 * 1024;

    private const string AccountsProperty = "Accounts";
    private const string PlansProperty = "Plans";
    private const string RowsProperty = "Rows";

    /// <summary>Accounts longer than this lie in the chart's row, so that the head, which every request reads, stays small.</summary>
    private const int MaxAccountBytesInHead = 32 * 1024;

    /// <summary>Likewise everything else, which most commits leave as it is.</summary>
    private const int MaxRestBytesInHead = 12 * 1024;

    /// <summary>More than what one commit of entries adds to the histories of accounts, and to the templates that it settles.</summary>
    private const int MaxGrowth = 4 * 1024;

    /// <summary>Packs chart and plans as a draft leaves them.</summary>
    /// <param name="before">Null for a ledger that is new.</param>
    internal static PackedLedger Pack(UserId owner, LedgerSnapshot? before, Chart chart, Plans plans)
    {
        var accounts = RowPack.Write([.. chart.AllAccounts.Values.Select(account => AccountRow.Write(owner, account))]);
        if (accounts.Length > MaxAccountBytesInHead)
        {
            return new PackedLedger(null, PackRest(owner, chart, chart, plans), RestPlace.Chart);
        }

        var isSame = before?.Packed?.Accounts is not null
            && ReferenceEquals(before.Chart.AllCategories, chart.AllCategories)
            && ReferenceEquals(before.Plans, plans);
        var rest = isSame ? before!.Packed!.Rest : PackRest(owner, Chart.Empty, chart, plans);
        var place = rest.Length <= MaxRestBytesInHead ? RestPlace.Head : isSame ? RestPlace.ChartAsItIs : RestPlace.Chart;
        return new PackedLedger(accounts, rest, place);
    }

    /// <summary>Whether everything lies in a head and will once the entries of a commit are added to it.</summary>
    internal static bool StaysInHead(PackedLedger? packed) =>
        packed?.Accounts?.Length < MaxAccountBytesInHead - MaxGrowth && packed.Rest.Length < MaxRestBytesInHead - MaxGrowth;

    /// <summary>The head with a note of which chart's row belongs to it.</summary>
    internal static LedgerHead Note(LedgerHead head, PackedLedger packed) => packed.Place switch
    {
        RestPlace.Head => head with { ChartVersion = 0 },
        RestPlace.Chart => head with { ChartVersion = head.Version },
        _ => head,
    };

    /// <summary>The rows of a commit that hold the head, the chart and the plans; the head first.</summary>
    internal static IEnumerable<Row> Write(UserId owner, LedgerHead head, PackedLedger packed)
    {
        var row = LedgerHeadRow.Write(owner, head);
        if (packed.Accounts is { } accounts)
        {
            PackedCells.Spread(row, accounts, AccountsProperty);
        }

        yield return packed.Place == RestPlace.Head ? PackedCells.Spread(row, packed.Rest, PlansProperty) : row;
        if (packed.Place == RestPlace.Chart)
        {
            yield return PackedCells.Spread(
                new Row(owner.ToString(), LedgerKeys.Chart).Set("Version", head.ChartVersion), packed.Rest, RowsProperty);
        }
    }

    /// <summary>The accounts, packed as they lie in a head; null where they lie in the chart's row.</summary>
    internal static byte[]? FindAccounts(Row head) => Find(head, AccountsProperty);

    /// <summary>Everything else, packed as it lies in a head or a chart's row; null where it lies elsewhere.</summary>
    internal static byte[]? FindRest(Row row) => Find(row, row.Key == LedgerKeys.Head ? PlansProperty : RowsProperty);

    /// <summary>The rows of a ledger's chart and plans whose keys begin with a prefix, as they would be by themselves, in key order.</summary>
    internal static IReadOnlyList<Row> Apart(LedgerSnapshot ledger, string prefix) =>
    [
        .. RowsOf(ledger.Owner, ledger.Chart, ledger.Chart, ledger.Plans)
            .Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(row => row.Key, StringComparer.Ordinal),
    ];

    /// <summary>Whether rows with such keys lie packed in the head or the chart's row.</summary>
    internal static bool ArePacked(string prefix) => prefix is LedgerKeys.AccountPrefix or LedgerKeys.CategoryPrefix
        or LedgerKeys.BudgetPrefix or LedgerKeys.RecurringPrefix or LedgerKeys.WebhookPrefix or LedgerKeys.GrantPrefix;

    /// <summary>Every row that a head or a chart's row holds packed, as it would be by itself.</summary>
    internal static IReadOnlyList<Row> Unpack(Row row) =>
        [.. PropertiesOf(row).Select(name => Find(row, name)).OfType<byte[]>().SelectMany(packed => RowPack.Read(row.Partition, packed))];

    /// <summary>The same head or chart's row with other rows packed in it.</summary>
    internal static Row Repack(Row row, Func<Row, Row> change)
    {
        foreach (var name in PropertiesOf(row))
        {
            if (Find(row, name) is { } packed)
            {
                PackedCells.Spread(row, RowPack.Write([.. RowPack.Read(row.Partition, packed).Select(change)]), name);
            }
        }

        return row;
    }

    /// <summary>Adds what a row says to chart or plans.</summary>
    /// <exception cref="InvalidRowException">It is of a kind that belongs to neither.</exception>
    internal static (Chart Chart, Plans Plans) With(Chart chart, Plans plans, Row row) =>
        row.Key.AsSpan(0, row.Key.IndexOf('-', StringComparison.Ordinal) + 1) switch
        {
            LedgerKeys.AccountPrefix => (chart.With(AccountRow.Read(row)), plans),
            LedgerKeys.CategoryPrefix => (chart.With(CategoryRow.Read(row)), plans),
            LedgerKeys.BudgetPrefix => (chart, plans.With(BudgetRow.Read(row))),
            LedgerKeys.RecurringPrefix => (chart, plans.With(TemplateRow.Read(row))),
            LedgerKeys.WebhookPrefix => (chart, plans.With(WebhookRow.Read(row))),
            LedgerKeys.GrantPrefix => (chart, plans.With(GrantRow.Read(row))),
            _ => throw new InvalidRowException($"Row '{row.Key}' is of a kind that this version of the code does not know."),
        };

    private static string[] PropertiesOf(Row row) => row.Key switch
    {
        LedgerKeys.Head => [AccountsProperty, PlansProperty],
        LedgerKeys.Chart => [RowsProperty],
        _ => [],
    };

    private static byte[]? Find(Row row, string name) => row.FindBytes($"{name}0") is null ? null : PackedCells.Gather(row, name);

    private static byte[] PackRest(UserId owner, Chart accounts, Chart chart, Plans plans) =>
        RowPack.Write([.. RowsOf(owner, accounts, chart, plans)]);

    private static IEnumerable<Row> RowsOf(UserId owner, Chart accounts, Chart categories, Plans plans) =>
    [
        .. accounts.AllAccounts.Values.Select(account => AccountRow.Write(owner, account)),
        .. categories.AllCategories.Values.Select(category => CategoryRow.Write(owner, category)),
        .. plans.AllBudgets.Values.Select(budget => BudgetRow.Write(owner, budget)),
        .. plans.AllTemplates.Values.Select(template => TemplateRow.Write(owner, template)),
        .. plans.AllWebhooks.Values.Select(webhook => WebhookRow.Write(owner, webhook)),
        .. plans.AllGrants.Values.Select(grant => GrantRow.Write(owner, grant)),
    ];
}

/// <summary>Where a ledger's categories and plans lie.</summary>
internal enum RestPlace
{
    Head,

    /// <summary>In the chart's row, which is to be written.</summary>
    Chart,

    /// <summary>In the chart's row, which says the same already.</summary>
    ChartAsItIs,
}

/// <param name="Accounts">For the head; null where they lie with the rest.</param>
internal sealed record PackedLedger(byte[]? Accounts, byte[] Rest, RestPlace Place)
{
    internal int Length => (Accounts?.Length ?? 0) + Rest.Length;

    /// <summary>The same for commits that leave a chart's row alone.</summary>
    internal PackedLedger WithoutChart => Place == RestPlace.Chart ? this with { Place = RestPlace.ChartAsItIs } : this;
}
