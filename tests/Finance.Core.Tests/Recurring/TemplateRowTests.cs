using Finance.Core.Recurring;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

public sealed class TemplateRowTests
{
    private static readonly UserId Owner = UserId.FromObjectId(Guid.NewGuid());

    public static TheoryData<RecurrenceTerms> Terms => new(
        Monthly("2026-01-31"),
        Daily("2026-01-31") with { Interval = 3, Count = 12, Weekend = WeekendRule.After },
        Every(RecurrenceFrequency.Weekly, "2026-02-01") with { ByDay = [DayOfWeek.Sunday, DayOfWeek.Wednesday], End = Day("2027-01-01") },
        Monthly("2026-01-01") with { DayOfMonth = -1, Weekend = WeekendRule.Before },
        Every(RecurrenceFrequency.Yearly, "2026-01-01") with { NthWeekday = new(-1, DayOfWeek.Friday), Weekend = WeekendRule.Skip });

    [Theory]
    [MemberData(nameof(Terms))]
    public void Read_RowThatWasWritten_IsTheSameTemplate(RecurrenceTerms terms)
    {
        var template = Template(terms);

        var read = TemplateRow.Read(TemplateRow.Write(Owner, template));

        Assert.Equal(template.Rule, read.Rule);
        Assert.Equal(template with { Transaction = read.Transaction }, read);
        Assert.True(TemplateRow.Write(Owner, read).SaysTheSameAs(TemplateRow.Write(Owner, template)));
    }

    [Fact]
    public void Read_TemplateWithEverything_KeepsTheEntry()
    {
        var template = Template(Monthly("2026-01-31")) with
        {
            SettledThrough = Day("2026-02-28"),
            FollowAmount = true,
            Covered = DaySet.Of([Day("2026-04-30"), Day("2026-03-31")]),
            Reopened = DaySet.Of([Day("2026-01-31")]),
            CreatedCount = 1,
            SkippedCount = 1,
            AutoCreate = false,
            IsActive = false,
        };

        var read = TemplateRow.Read(TemplateRow.Write(Owner, template));

        Assert.Equal(template with { Transaction = read.Transaction }, read);
        var (was, now) = (template.Transaction, read.Transaction);
        Assert.Equal((was.Type, was.Amount, was.AccountId), (now.Type, now.Amount, now.AccountId));
        Assert.Equal((was.ToAccountId, was.ToAmount), (now.ToAccountId, now.ToAmount));
        Assert.Equal((was.CategoryId, was.Payee, was.Description, was.Notes), (now.CategoryId, now.Payee, now.Description, now.Notes));
        Assert.Equal((was.PaymentMethod, was.Location, was.Date), (now.PaymentMethod, now.Location, now.Date));
        Assert.Equal(was.Tags, now.Tags);
        Assert.Equal(was.CustomFields, now.CustomFields);
        Assert.Equal(was.Splits, now.Splits);
    }

    private static RecurringTemplate Template(RecurrenceTerms terms)
    {
        var yen = Currency.Of("JPY");
        return new RecurringTemplate
        {
            Id = "0123456789ab",
            Name = "Everything",
            Rule = Ok(RecurrenceRule.Create(terms)),
            AutoCreate = true,
            IsActive = true,
            CreatedAt = Instant("2026-01-01"),
            Version = 3,
            Transaction = new Transaction
            {
                Id = default,
                Date = terms.Start,
                Type = TransactionType.Expense,
                Amount = new Money(1200, yen),
                AccountId = "account",
                ToAccountId = "other",
                ToAmount = new Money(999, Currency.Of("USD")),
                CategoryId = "category",
                Payee = "Payee",
                Description = "Description",
                Notes = "Notes",
                PaymentMethod = "card",
                Location = "Kyōto",
                Tags = ["home", "fixed"],
                CustomFields = new Dictionary<string, CustomValue> { ["contract"] = new(CustomKind.Text, "A-1") },
                Splits = [new Split("rent", new Money(1000, yen), "cold"), new Split(null, new Money(200, yen), null)],
                CreatedAt = Instant("2026-01-01"),
                UpdatedAt = Instant("2026-01-01"),
            },
        };
    }
}
