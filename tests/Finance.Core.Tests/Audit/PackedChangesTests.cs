using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Audit;

public sealed class PackedChangesTests
{
    [Fact]
    public void Read_WhateverWasWritten_IsTheSame()
    {
        var (food, rent) = (LedgerKeys.NewId(), LedgerKeys.NewId());
        List<ThingChange> changes =
        [
            Entry(null, new EntryPlace(TransactionType.Expense, [food])),
            Entry(new EntryPlace(TransactionType.Expense, [food, rent]), new EntryPlace(TransactionType.Income, [])),
            Entry(new EntryPlace(TransactionType.Transfer, []), null),
            .. Enum.GetValues<ThingKind>().SelectMany(kind => Enum.GetValues<ThingFate>().Select(fate => new ThingChange(kind, "id", fate)
            {
                ParentId = kind == ThingKind.Contribution ? "goal" : null,
            })),
        ];

        var read = PackedChanges.Read(PackedChanges.Write(changes));

        Assert.Equal(changes.Select(Describe), read.Select(Describe));
    }

    [Fact]
    public void Write_CommitOfAnImport_TakesAFewKilobytes()
    {
        var categories = Enumerable.Range(0, 12).Select(_ => LedgerKeys.NewId()).ToList();
        var changes = Enumerable.Range(0, 90).Select(number => Entry(null, new EntryPlace(TransactionType.Expense, [categories[number % 12]])));

        Assert.InRange(PackedChanges.Write([.. changes]).Length, 1, 4 * 1024);
    }

    [Fact]
    public void Read_BytesOfAnotherLayout_Refuses() => Assert.Throws<InvalidRowException>(() => PackedChanges.Read([9, 0]));

    private static ThingChange Entry(EntryPlace? before, EntryPlace? after) =>
        new(ThingKind.Transaction, TransactionId.CreateByHand(new DateOnly(2026, 6, 15), 7).ToString(), ThingFate.Updated) { Before = before, After = after };

    private static string Describe(ThingChange change) =>
        $"{change.Kind} {change.Id} {change.Fate} {change.ParentId} {Describe(change.Before)} {Describe(change.After)}";

    private static string Describe(EntryPlace? place) => place is null ? "-" : $"{place.Type}:{string.Join(',', place.CategoryIds)}";
}
