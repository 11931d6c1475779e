using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>A golden table of the ways in which banks write CSV. All files are made up for this project.</summary>
public sealed class DialectTests
{
    private static readonly Dictionary<string, Dialect> Table = Dialects.English
        .Concat(Dialects.German)
        .Concat(Dialects.Romance)
        .Concat(Dialects.Northern)
        .Concat(Dialects.Numbers)
        .Concat(Dialects.Dates)
        .Concat(Dialects.Shapes)
        .ToDictionary(dialect => dialect.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_DialectOfABank_YieldsItsEntries(string name)
    {
        var dialect = Table[name];

        var content = Statements.Read(new MemoryStatementSource(dialect.Bytes));

        Assert.Empty(content.Errors);
        Assert.Equal(dialect.Entries.ReplaceLineEndings("\n").Trim().Split('\n'), content.Lines);
        if (dialect.Settings is { } settings)
        {
            Assert.Equal(settings, Describe(content.Format));
        }
    }

    private static string Describe(StatementFormat format) => string.Join(
        ' ',
        format.Encoding.Name,
        ReadingNames.OfDelimiter(format.Delimiter!.Value),
        format.DateOrder is { } order ? ReadingNames.Of(order) : "any",
        format.DecimalMark,
        ReadingNames.Of(format.Sign));
}
