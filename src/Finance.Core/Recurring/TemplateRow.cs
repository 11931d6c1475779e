using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Recurring;

/// <summary>A template as a row of its ledger: what it enters stands in the properties of a transaction's row.</summary>
internal static class TemplateRow
{
    internal const string SettledProperty = "SettledThrough";
    private const string ActiveProperty = "IsActive";

    internal static Row Write(UserId owner, RecurringTemplate template)
    {
        var row = new Row(owner.ToString(), LedgerKeys.Recurring(template.Id), 32)
            .Set("Name", template.Name)
            .Set("AutoCreate", template.AutoCreate)
            .Set(ActiveProperty, template.IsActive)
            .SetObject("FollowAmount", template.FollowAmount ? true : null)
            .Set(SettledProperty, template.SettledThrough is { } day ? LedgerDates.Format(day) : null)
            .Set("Covered", Text(template.Covered))
            .Set("Reopened", Text(template.Reopened))
            .Set("RemindedThrough", template.RemindedThrough is { } told ? LedgerDates.Format(told) : null)
            .Set("CreatedCount", template.CreatedCount)
            .Set("SkippedCount", template.SkippedCount)
            .Set("MatchedOn", template.LastMatched is { } last ? LedgerDates.Format(last.Date) : null)
            .SetObject("MatchedAmount", template.LastMatched?.Minor)
            .Set("MatchedEntry", template.LastMatched?.TransactionId)
            .Set("SplitFrom", template.SplitFrom)
            .Set("ContinuedBy", template.ContinuedBy)
            .Set(TransactionRow.CreatedProperty, template.CreatedAt)
            .Set(TransactionRow.VersionProperty, template.Version);
        return TransactionRow.WriteContent(WriteRule(row, template.Rule), template.Transaction);
    }

    internal static RecurringTemplate Read(Row row)
    {
        var rule = ReadRule(row);
        return new RecurringTemplate
        {
            Id = row.Key[LedgerKeys.RecurringPrefix.Length..],
            Name = row.Text("Name"),
            Transaction = TransactionRow.Read(row, default, rule.Start),
            Rule = rule,
            AutoCreate = row.Flag("AutoCreate"),
            IsActive = row.Flag(ActiveProperty),
            FollowAmount = row.Flag("FollowAmount"),
            SettledThrough = FindDay(row, SettledProperty),
            Covered = Days(row, "Covered"),
            Reopened = Days(row, "Reopened"),
            RemindedThrough = FindDay(row, "RemindedThrough"),
            CreatedCount = row.Int("CreatedCount"),
            SkippedCount = row.Int("SkippedCount"),
            LastMatched = FindDay(row, "MatchedOn") is { } on
                ? new LastMatch(on, row.Long("MatchedAmount"), row.Text("MatchedEntry"))
                : null,
            SplitFrom = row.FindText("SplitFrom"),
            ContinuedBy = row.FindText("ContinuedBy"),
            CreatedAt = row.Instant(TransactionRow.CreatedProperty),
            Version = row.Long(TransactionRow.VersionProperty),
        };
    }

    private static Row WriteRule(Row row, RecurrenceRule rule) => row
        .Set("Frequency", SnakeCase.Of(rule.Frequency))
        .Set("Interval", rule.Interval)
        .Set("ByDay", rule.ByDay.Count == 0 ? null : string.Join(' ', rule.ByDay.Select(SnakeCase.Of)))
        .SetObject("DayOfMonth", rule.DayOfMonth)
        .SetObject("Nth", rule.NthWeekday?.Nth)
        .Set("NthWeekday", rule.NthWeekday is { } nth ? SnakeCase.Of(nth.Weekday) : null)
        .Set("Weekend", SnakeCase.Of(rule.Weekend))
        .Set("Start", LedgerDates.Format(rule.Start))
        .Set("End", rule.End is { } end ? LedgerDates.Format(end) : null)
        .SetObject("Count", rule.Count);

    private static RecurrenceRule ReadRule(Row row)
    {
        var rule = RecurrenceRule.Create(new RecurrenceTerms
        {
            Frequency = SnakeCase.Parse<RecurrenceFrequency>(row.Text("Frequency")),
            Start = FindDay(row, "Start") ?? throw new InvalidRowException($"Row '{row.Key}' lacks 'Start'."),
            Interval = row.Int("Interval"),
            ByDay = row.FindText("ByDay") is { } days ? [.. days.Split(' ').Select(SnakeCase.Parse<DayOfWeek>)] : [],
            DayOfMonth = FindInt(row, "DayOfMonth"),
            NthWeekday = FindInt(row, "Nth") is { } nth ? new NthWeekday(nth, SnakeCase.Parse<DayOfWeek>(row.Text("NthWeekday"))) : null,
            Weekend = SnakeCase.Parse<WeekendRule>(row.Text("Weekend")),
            End = FindDay(row, "End"),
            Count = FindInt(row, "Count"),
        });
        return rule.IsOk ? rule.Value : throw new InvalidRowException($"Row '{row.Key}' holds no rule: {rule.Error.Code}.");
    }

    private static string? Text(DaySet days) => days.Count == 0 ? null : days.ToString();

    private static DaySet Days(Row row, string name) => row.FindText(name) is { } days ? DaySet.Parse(days) : DaySet.Empty;

    private static int? FindInt(Row row, string name) => row.Properties.ContainsKey(name) ? row.Int(name) : null;

    private static DateOnly? FindDay(Row row, string name)
    {
        if (row.FindText(name) is not { } text)
        {
            return null;
        }

        return LedgerDates.TryParse(text, out var day) ? day : throw new InvalidRowException($"Row '{row.Key}' has no day in '{name}'.");
    }
}
