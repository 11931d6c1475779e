using Finance.Core.Storage;
using Finance.Testing;

namespace Finance.Storage.Tests;

public sealed class InMemoryTableStoreTests : StoreContract
{
    protected override ITableStore Store { get; } = new InMemoryTableStore();
}

/// <summary>Short and empty pages, as the store gives them when a search takes long.</summary>
public sealed class InMemoryTableStoreWithShortPagesTests : StoreContract
{
    protected override ITableStore Store { get; } = new InMemoryTableStore { EmptyPages = true, RowsScannedPerPage = 2 };

    [Fact]
    public async Task Query_RowsThatDoNotPass_AreEmptyPagesWithAContinuation()
    {
        var store = new InMemoryTableStore { RowsScannedPerPage = 2 };
        var batch = new Batch("p");
        for (var number = 0; number < 5; number++)
        {
            batch.Add(new RowChange(RowChangeKind.Add, new Row("p", $"k{number}").Set("Last", number == 4)));
        }

        await store.CommitAsync(Tables.Ledger, batch, CancellationToken.None);
        var query = new RowQuery("p", null, null) { Where = [new("Last", true)] };
        var page = await store.QueryAsync(Tables.Ledger, query, CancellationToken.None);

        Assert.Empty(page.Rows);
        Assert.NotNull(page.Continuation);
    }
}
