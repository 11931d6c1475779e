using Finance.Core.Storage;

namespace Finance.Storage.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Commit_AddOfANewRow_StoresIt()
    {
        var row = NewRow("k").Set("Name", "cash").Set("Balance", 4550L);

        var etags = await Committed(Add(row));

        var found = await Find("k");
        AssertSame(row, found!);
        Assert.Equal(etags[0], found!.ETag);
    }

    [Fact]
    public async Task Commit_AddOfARowThatExists_IsAlreadyExistsAndWritesNothing()
    {
        await Committed(Add(NewRow("k").Set("Name", "first")));

        var outcome = await Commit(Add(NewRow("a")), Add(NewRow("k").Set("Name", "second")), Add(NewRow("z")));

        Assert.Equal(CommitStatus.AlreadyExists, outcome.Status);
        Assert.Equal(1, outcome.FailedIndex);
        Assert.Equal("first", (await Find("k"))!.Text("Name"));
        Assert.Equal(["k"], await Keys(new RowQuery(_partition, null, null)));
    }

    [Fact]
    public async Task Commit_ReplaceOfTheVersionRead_LeavesNoPropertyOfTheOldRow()
    {
        var etags = await Committed(Add(NewRow("k").Set("Name", "first").Set("Note", "old")));

        var replaced = await Committed(Replace(NewRow("k").Set("Name", "second"), etags[0]));

        var found = await Find("k");
        AssertSame(NewRow("k").Set("Name", "second"), found!);
        Assert.Equal(replaced[0], found!.ETag);
        Assert.NotEqual(etags[0], replaced[0]);
    }

    [Fact]
    public async Task Commit_ReplaceOfAnOlderVersion_IsVersionChangedAndWritesNothing()
    {
        var etags = await Committed(Add(NewRow("k").Set("Name", "first")));
        await Committed(Replace(NewRow("k").Set("Name", "second"), etags[0]));

        var outcome = await Commit(Put(NewRow("other")), Replace(NewRow("k").Set("Name", "third"), etags[0]));

        Assert.Equal(CommitStatus.VersionChanged, outcome.Status);
        Assert.Equal(1, outcome.FailedIndex);
        Assert.Equal("second", (await Find("k"))!.Text("Name"));
        Assert.Null(await Find("other"));
    }

    [Fact]
    public async Task Commit_ReplaceOfAnyVersion_WritesWhateverStandsThere()
    {
        await Committed(Add(NewRow("k").Set("Name", "first")));

        await Committed(Replace(NewRow("k").Set("Name", "second")));

        Assert.Equal("second", (await Find("k"))!.Text("Name"));
    }

    [Fact]
    public async Task Commit_ReplaceOfARowThatIsNotThere_IsMissing()
    {
        var etags = await Committed(Add(NewRow("gone")));
        await Committed(Delete(NewRow("gone")));

        var any = await Commit(Put(NewRow("other")), Replace(NewRow("gone")));
        var versioned = await Commit(Put(NewRow("other")), Replace(NewRow("gone"), etags[0]));

        Assert.Equal((CommitStatus.Missing, 1), (any.Status, any.FailedIndex));
        Assert.Equal((CommitStatus.Missing, 1), (versioned.Status, versioned.FailedIndex));
        Assert.Null(await Find("other"));
    }

    [Fact]
    public async Task Commit_Put_WritesWhetherTheRowExistsOrNot()
    {
        await Committed(Put(NewRow("k").Set("Name", "first").Set("Note", "old")));
        var etags = await Committed(Put(NewRow("k").Set("Name", "second")));

        var found = await Find("k");
        AssertSame(NewRow("k").Set("Name", "second"), found!);
        Assert.Equal(etags[0], found!.ETag);
    }

    [Fact]
    public async Task Commit_DeleteOfTheVersionRead_RemovesTheRow()
    {
        var etags = await Committed(Add(NewRow("k")));

        var deleted = await Committed(Delete(NewRow("k"), etags[0]));

        Assert.Null(deleted[0]);
        Assert.Null(await Find("k"));
    }

    [Fact]
    public async Task Commit_DeleteOfAnOlderVersion_IsVersionChanged()
    {
        var etags = await Committed(Add(NewRow("k")));
        await Committed(Replace(NewRow("k"), etags[0]));

        var outcome = await Commit(Delete(NewRow("k"), etags[0]));

        Assert.Equal((CommitStatus.VersionChanged, 0), (outcome.Status, outcome.FailedIndex));
        Assert.NotNull(await Find("k"));
    }

    [Fact]
    public async Task Commit_DeleteOfARowThatIsNotThere_IsMissing()
    {
        var outcome = await Commit(Delete(NewRow("k")));

        Assert.Equal((CommitStatus.Missing, 0), (outcome.Status, outcome.FailedIndex));
    }

    [Fact]
    public async Task Commit_SeveralChangesThatDoNotHold_NamesTheFirst()
    {
        await Committed(Add(NewRow("k")));

        var outcome = await Commit(
            Put(NewRow("a")), Put(NewRow("b")), Delete(NewRow("nowhere")), Add(NewRow("k")), Delete(NewRow("nor here")));

        Assert.Equal((CommitStatus.Missing, 2), (outcome.Status, outcome.FailedIndex));
        Assert.Empty(outcome.ETags);
    }

    [Fact]
    public async Task Commit_EveryKindOfChange_CommitsTogether()
    {
        var before = await Committed(Add(NewRow("replace")), Add(NewRow("delete")), Add(NewRow("put")));

        var etags = await Committed(
            Replace(NewRow("replace").Set("Name", "r"), before[0]),
            Add(NewRow("add").Set("Name", "a")),
            Delete(NewRow("delete"), before[1]),
            Put(NewRow("put").Set("Name", "p")));

        var rows = await ReadAll(new RowQuery(_partition, null, null));
        Assert.Equal(["add", "put", "replace"], rows.Select(row => row.Key));
        Assert.Equal([etags[1], etags[3], etags[0]], rows.Select(row => row.ETag));
        Assert.Null(etags[2]);
    }

    [Fact]
    public async Task Commit_HundredChanges_AreTaken()
    {
        var rows = Enumerable.Range(0, 100).Select(number => NewRow($"k{number:D3}").Set("Number", number)).ToArray();

        var etags = await Committed([.. rows.Select(Add)]);
        var read = await ReadAll(new RowQuery(_partition, null, null));
        await Committed([.. read.Select(row => Delete(row, row.ETag))]);

        Assert.Equal(etags, read.Select(row => row.ETag));
        Assert.Equal(Enumerable.Range(0, 100), read.Select(row => row.Int("Number")));
        Assert.Empty(await ReadAll(new RowQuery(_partition, null, null)));
    }

    [Fact]
    public async Task Commit_LastOfHundredChangesDoesNotHold_WritesNothing()
    {
        var changes = Enumerable.Range(0, 99).Select(number => Add(NewRow($"k{number:D3}"))).Append(Replace(NewRow("missing")));

        var outcome = await Commit([.. changes]);

        Assert.Equal((CommitStatus.Missing, 99), (outcome.Status, outcome.FailedIndex));
        Assert.Empty(await ReadAll(new RowQuery(_partition, null, null)));
    }

    [Fact]
    public async Task Commit_SentAgainAfterALostAnswer_MeetsItsOwnRows()
    {
        var etags = await Committed(Add(NewRow("account").Set("Balance", 1L)));
        var again = Replace(NewRow("account").Set("Balance", 2L), etags[0]);
        RowChange[] created = [Add(NewRow("transaction")), again];
        await Committed(created);

        var asAdd = await Commit(created);
        var asReplace = await Commit(again);
        await Committed(Delete(NewRow("transaction")));
        var asDelete = await Commit(Delete(NewRow("transaction")));

        Assert.Equal((CommitStatus.AlreadyExists, 0), (asAdd.Status, asAdd.FailedIndex));
        Assert.Equal((CommitStatus.VersionChanged, 0), (asReplace.Status, asReplace.FailedIndex));
        Assert.Equal(CommitStatus.Missing, asDelete.Status);
        Assert.Equal(2L, (await Find("account"))!.Long("Balance"));
    }

    [Fact]
    public async Task Commit_EmptyBatch_IsRefused() =>
        await Assert.ThrowsAsync<BatchRefusedException>(() => Store.CommitAsync(Table, new Batch(_partition), Token));

    [Fact]
    public async Task AnyCall_TokenAlreadyCancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindAsync(Table, _partition, "k", source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.QueryAsync(Table, new RowQuery(_partition, null, null), source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.CommitAsync(Table, new Batch(_partition).Add(Add(NewRow("k"))), source.Token));
        Assert.Null(await Find("k"));
    }

    [Fact]
    public async Task AnyCall_TableThatDoesNotExist_IsABugAndThrows()
    {
        const string Nowhere = "nowhere";

        Assert.IsNotType<StoreUnavailableException>(
            await Assert.ThrowsAnyAsync<Exception>(() => Store.FindAsync(Nowhere, _partition, "k", Token)));
        Assert.IsNotType<StoreUnavailableException>(
            await Assert.ThrowsAnyAsync<Exception>(() => Store.QueryAsync(Nowhere, new RowQuery(_partition, null, null), Token)));
        Assert.IsNotType<StoreUnavailableException>(
            await Assert.ThrowsAnyAsync<Exception>(() => Store.CommitAsync(Nowhere, new Batch(_partition).Add(Add(NewRow("k"))), Token)));
    }
}
