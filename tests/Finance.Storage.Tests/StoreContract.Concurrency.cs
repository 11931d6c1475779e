using Finance.Core.Storage;

namespace Finance.Storage.Tests;

public abstract partial class StoreContract
{
    private const int Writers = 32;

    [Fact]
    public async Task Commit_ManyWritersOfOneVersion_ExactlyOneWinsEachRound()
    {
        var version = (await Committed(Add(NewRow("k").Set("Round", -1))))[0];
        for (var round = 0; round < 10; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Commit(
                Replace(NewRow("k").Set("Round", round).Set("Writer", writer), version),
                Put(NewRow($"w{writer:D2}").Set("Round", round))))));

            var winner = Array.FindIndex(outcomes, outcome => outcome.Status == CommitStatus.Committed);
            Assert.Single(outcomes, outcome => outcome.Status == CommitStatus.Committed);
            Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome is { Status: CommitStatus.VersionChanged, FailedIndex: 0 }));
            var rows = await ReadAll(new RowQuery(_partition, null, null) { Where = [new("Round", round)] });
            Assert.Equal(["k", $"w{winner:D2}"], rows.Select(row => row.Key));
            Assert.Equal(winner, rows[0].Int("Writer"));
            version = outcomes[winner].ETags[0];
            Assert.Equal(version, rows[0].ETag);
        }
    }

    [Fact]
    public async Task Commit_ManyWritersOfOneNewKey_ExactlyOneAdds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            () => Commit(Put(NewRow($"w{writer}")), Add(NewRow("k").Set("Writer", writer))))));

        Assert.Single(outcomes, outcome => outcome.Status == CommitStatus.Committed);
        Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome is { Status: CommitStatus.AlreadyExists, FailedIndex: 1 }));
        Assert.Equal(2, (await ReadAll(new RowQuery(_partition, null, null))).Count);
    }

    [Fact]
    public async Task Commit_WritersThatReadAgainOnConflict_LoseNoIncrement()
    {
        const int Increments = 10;
        await Committed(Add(NewRow("left").Set("Sum", 0L)), Add(NewRow("right").Set("Sum", 0L)));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < Increments;)
            {
                var left = await Find("left");
                var right = await Find("right");
                var outcome = await Commit(
                    Replace(NewRow("left").Set("Sum", left!.Long("Sum") + 1), left.ETag),
                    Replace(NewRow("right").Set("Sum", right!.Long("Sum") - 1), right.ETag));
                done += outcome.Status == CommitStatus.Committed ? 1 : 0;
            }
        })));

        Assert.Equal(8 * Increments, (await Find("left"))!.Long("Sum"));
        Assert.Equal(-8 * Increments, (await Find("right"))!.Long("Sum"));
    }

    [Fact]
    public async Task Query_WhileBatchesCommit_NeverSeesHalfOfOne()
    {
        await Committed([.. Enumerable.Range(0, 50).Select(number => Add(NewRow($"k{number:D2}").Set("Round", 0)))]);
        var writing = Task.Run(async () =>
        {
            for (var round = 1; round <= 30; round++)
            {
                await Committed([.. Enumerable.Range(0, 50).Select(number => Put(NewRow($"k{number:D2}").Set("Round", round)))]);
            }
        });

        do
        {
            var page = await Query(new RowQuery(_partition, null, null));
            Assert.True(page.Rows.Select(row => row.Int("Round")).Distinct().Count() <= 1);
        }
        while (!writing.IsCompleted);

        await writing;
    }
}
