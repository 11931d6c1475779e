using Finance.LocalRuntime.Hosting;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class BlobPathPatternTests
{
    private const string ThreeSlots = "statements/{userId}/{accountId}/{name}";

    [Theory]
    [InlineData("u1/a1/x.csv", "u1", "a1", "x.csv")]
    [InlineData("u1/a1/sub/dir/x", "u1/a1/sub", "dir", "x")]
    [InlineData("u1//x", "u1", "", "x")]
    [InlineData("u1/a1/", "u1", "a1", "")]
    [InlineData("//", "", "", "")]
    [InlineData("/u1/a1/x", "/u1", "a1", "x")]
    [InlineData("u 1/ä/{x}+&=%25%2F.csv", "u 1", "ä", "{x}+&=%25%2F.csv")]
    [InlineData("U1/a1/X.CSV", "U1", "a1", "X.CSV")]
    public void Match_NameWithEnoughSegments_FillsTheSlotsAsTheRealHostDoes(string name, string userId, string accountId, string last)
    {
        var values = BlobPathPattern.Parse(ThreeSlots).Match(name);

        Assert.NotNull(values);
        Assert.Equal((userId, accountId, last), (values["userId"], values["accountId"], values["name"]));
    }

    [Theory]
    [InlineData(ThreeSlots, "x.csv")]
    [InlineData(ThreeSlots, "u1/x.csv")]
    [InlineData("c01/{name}.csv", "x.CSV")]
    [InlineData("c01/in/{name}", "out/x")]
    [InlineData("c01/in/{name}", "In/x")]
    [InlineData("c01/a.b", "axb")]
    public void Match_NameThatDoesNotFit_IsNull(string pattern, string name) => Assert.Null(BlobPathPattern.Parse(pattern).Match(name));

    [Fact]
    public void Match_NameAndExtension_SplitAtTheLastDot()
    {
        var values = BlobPathPattern.Parse("c01/{name}.{ext}").Match("a.b.c")!;

        Assert.Equal(("a.b", "c"), (values["name"], values["ext"]));
    }

    [Fact]
    public void Match_WithoutPattern_TakesEveryBlobOfTheContainer()
        => Assert.Empty(BlobPathPattern.Parse("c01").Match("any/thing")!);

    [Theory]
    [InlineData("c01/in/{name}", "c01", "in/")]
    [InlineData(ThreeSlots, "statements", "")]
    [InlineData("c01/exact", "c01", "exact")]
    public void Parse_Path_KnowsContainerAndPrefix(string path, string container, string prefix)
    {
        var pattern = BlobPathPattern.Parse(path);

        Assert.Equal((container, prefix), (pattern.Container, pattern.Prefix));
    }

    [Theory]
    [InlineData("/{name}")]
    [InlineData("{container}/{name}")]
    [InlineData("c01/{name}/{name}")]
    [InlineData("c01/{name")]
    [InlineData("c01/{na me}")]
    [InlineData("ab/{name}")]
    [InlineData("UPPER/{name}")]
    [InlineData("two--hyphens/{name}")]
    public void Parse_PathThatCannotWork_IsRefused(string path)
        => Assert.Throws<InvalidOperationException>(() => BlobPathPattern.Parse(path));
}
