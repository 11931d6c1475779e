using Finance.Core;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Tests.Http.Reading;

public sealed class FieldsTests
{
    [Fact]
    public void Read_FaultsEverywhere_AreToldAtOnceByPath()
    {
        const string Json = """
            {"name": 7, "amout": 3, "splits": [{"amount": "x"}, {"amount": 1, "note": "hm"}], "type": "incom"}
            """;

        var result = Reading.Body(Json, body => new
        {
            Name = body.Required("name", Read.Text(20)),
            Amount = body.Required("amount", Read.Amount),
            Type = body.Required("type", Read.Enum<Core.Transactions.TransactionType>()),
            Splits = body.Optional(
                "splits",
                Read.List(Read.Object(split => (split.Required("amount", Read.Amount), split.Optional("notes", Read.Notes(50)))), 10)),
        });

        Assert.Equal("validation_failed", result.Error?.Code);
        Assert.Equal(
            new Dictionary<string, IReadOnlyList<string>>
            {
                ["name"] = ["must be a string."],
                ["amount"] = ["is required."],
                ["amout"] = ["is not known here. Did you mean 'amount'?"],
                ["type"] = ["must be one of income, expense, transfer. Did you mean 'income'?"],
                ["splits[0].amount"] = ["must be a number such as 45.50: digits with a point, no exponent, no grouping."],
                ["splits[1].note"] = ["is not known here. Did you mean 'notes'?"],
            },
            result.Error?.Fields);
    }

    [Fact]
    public void Read_MemberTwice_IsRefusedByName()
    {
        var result = Reading.Body("""{"name": "a", "name": "b"}""", body => body.Required("name", Read.Text(20)));

        Assert.Equal(["appears twice."], result.Error?.Fields?["name"]);
    }

    [Fact]
    public void Read_MemberTwiceInAnotherSpelling_IsRefusedByName()
    {
        var result = Reading.Body("""{"name": "a", "n\u0061me": "b"}""", body => body.Required("name", Read.Text(20)));

        Assert.Equal(["appears twice."], result.Error?.Fields?["name"]);
    }

    [Fact]
    public void Change_AbsentNullAndValue_AreThreeThings()
    {
        static (Optional<string> Notes, Optional<DateOnly> Date, Optional<AmountText?> Cap) Patch(ObjectFields body) =>
            (body.ChangeOrClear("notes", Read.Notes(50)), body.Change("date", Read.Date), body.ChangeOrClear("cap", Read.Amount));

        var nothing = Reading.Body("{}", Patch).Value;
        var cleared = Reading.Body("""{"notes": null, "cap": null}""", Patch).Value;
        var given = Reading.Body("""{"notes": "n", "date": "2026-02-03", "cap": 5}""", Patch).Value;

        Assert.Equal((false, false, false), (nothing.Notes.IsPresent, nothing.Date.IsPresent, nothing.Cap.IsPresent));
        Assert.Equal((null, null), (cleared.Notes.Or("old"), cleared.Cap.Or(new AmountText("cap", "9"))));
        Assert.Equal(
            ("n", new DateOnly(2026, 2, 3), new AmountText("cap", "5")),
            (given.Notes.Or("old"), given.Date.Or(default), given.Cap.Or(null)));
    }

    [Fact]
    public void Change_NullWhereNothingCanBeEmptied_IsRefused()
    {
        var result = Reading.Body("""{"date": null}""", body => body.Change("date", Read.Date));

        Assert.Equal(["must not be null; leave it out to keep it as it is."], result.Error?.Fields?["date"]);
    }

    [Fact]
    public void Optional_AbsentOrNull_IsNullOrTheFallback()
    {
        var result = Reading.Body("""{"a": null}""", body =>
            (body.Optional("a", Read.Int(1, 9), 7), body.Optional("b", Read.Date), body.Optional("c", Read.Text(9))));

        Assert.Equal((7, null, null), result.Value);
    }

    [Fact]
    public void Attempt_FaultInOneOfMany_LeavesTheOthers()
    {
        var result = Reading.Body(
            """{"operations": [{"n": 1}, {"n": "x", "y": 0}]}""",
            body => body.Required("operations", Read.List(Read.Attempt(Read.Object(item => item.Required("n", Read.Int(0, 5)))), 9)));

        Assert.Equal(1, result.Value[0].Value);
        Assert.Equal(["n", "y"], result.Value[1].Error?.Fields?.Keys);
    }

    [Fact]
    public void Read_ThousandsOfUnknownFields_NamesSome()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(n => $"\"f{n}\": {n}")) + "}";

        var result = Reading.Body(json, _ => 0);

        Assert.Equal(20, result.Error?.Fields?.Count);
    }

    [Theory]
    [InlineData("?from=2026-01-01&form=1", "form", "is not known here. Did you mean 'from'?")]
    [InlineData("?from=2026-01-01&from=2026-01-02", "from", "appears twice.")]
    [InlineData("?FROM=2026-01-01", "FROM", "is not known here. Did you mean 'from'?")]
    [InlineData("?from=", "from", "must be a day of the calendar, written YYYY-MM-DD.")]
    public void Query_FaultyParameter_IsRefusedByName(string query, string field, string why)
    {
        var result = Reading.Query(query, fields => fields.Optional("from", Read.Date));

        Assert.Equal([why], result.Error?.Fields?[field]);
    }

    [Fact]
    public void Query_Values_AreReadLikeThoseOfABody()
    {
        var result = Reading.Query("?tree=true&limit=20&min=-3.50&q=caf%C3%A9+bar", fields =>
        (
            fields.Optional("tree", Read.Bool, false),
            fields.Required("limit", Read.Int(1, 50)),
            fields.Optional("min", Read.Amount),
            fields.Optional("q", Read.Text(99))));

        Assert.Equal((true, 20, new AmountText("min", "-3.50"), "café bar"), result.Value);
    }
}
