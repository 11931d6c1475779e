using System.Globalization;
using Finance.Core;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Transactions;

/// <summary>Which transactions are asked for, and in which order.</summary>
internal sealed record ListRequest(TransactionFilter Filter, TransactionSort Sort)
{
    private const int MaxText = 200;

    internal static ListRequest Of(RequestInput input)
    {
        var days = Days(input.Query);
        return new ListRequest(
            new TransactionFilter
            {
                From = days.From,
                To = days.To,
                AccountId = input.Query.Optional("account_id", Read.Id.Says("Entries of this account, transfers to and from it included.")),
                CategoryId = input.Query.Optional("category_id", Read.Id.Says("Entries of this category and those below it.")),
                Type = input.Query.Optional("type", Read.Enum<TransactionType>().Says("Entries of this type.")),
                MinAmount = input.Query.Optional("min_amount", Read.Decimal.Says("At least so much, in the entry's own currency.")),
                MaxAmount = input.Query.Optional("max_amount", Read.Decimal.Says("At most so much, in the entry's own currency.")),
                Tag = input.Query.Optional("tag", Read.Name(TransactionRequests.MaxTag).Says("Entries with this tag.")),
                Text = input.Query.Optional("q", Read.Text(MaxText).Says("Words in description, payee, notes or tags.")),
                ImportId = input.Query.Optional("import_id", Read.Id.Says("Entries that this import created.")),
            },
            input.Query.Optional("sort", Sorting, TransactionSort.NewestFirst));
    }

    private static ValueReader<TransactionSort> Sorting { get; } = new(
        Schema.OneOf([.. TransactionSortText.All]) with { Description = "The order; -date is meant where it is left out." },
        value => value.TryGetText(out var text) && TransactionSortText.TryParse(text, out var sort)
            ? sort
            : value.Refuse<TransactionSort>($"must be one of {string.Join(", ", TransactionSortText.All)}."));

    /// <summary><c>from</c> and <c>to</c>, or one of them; or <c>month</c>, with its year or beside <c>year</c>; or <c>year</c>.</summary>
    private static (DateOnly? From, DateOnly? To) Days(QueryFields query)
    {
        var range = (
            From: query.Optional("from", Read.Date.Says("The first day, YYYY-MM-DD.")),
            To: query.Optional("to", Read.Date.Says("The last day, YYYY-MM-DD.")));
        var year = query.Optional("year", Read.Int(LedgerDates.First.Year, LedgerDates.Last.Year).Says("A whole year, or that of month."));
        year = year is 0 ? null : year; // What was refused names no days.
        var month = query.Optional("month", new ValueReader<Month>(MonthSchema, value => MonthOf(value, year)));
        var hasRange = query.TryGiven("from", out _) || query.TryGiven("to", out _);
        if (hasRange && (query.TryGiven("month", out var given) || query.TryGiven("year", out given)))
        {
            return given.Refuse<(DateOnly?, DateOnly?)>("cannot be combined with from and to; give one or the other.");
        }

        return month is { } named ? (named.FirstDay, named.LastDay)
            : year is { } all ? (new DateOnly(all, 1, 1), new DateOnly(all, 12, 31))
            : range;
    }

    private static Schema MonthSchema => new("string")
    {
        Pattern = "^([0-9]{4}-[0-9]{2}|[0-9]{1,2})$",
        Description = "A month, YYYY-MM, or 1 to 12 together with year.",
        Example = "2026-02",
    };

    private static Month MonthOf(FieldValue value, int? year)
    {
        _ = value.TryGetText(out var text);
        if (Month.TryParse(text, out var month) && LedgerDates.Holds(month.FirstDay))
        {
            return year is null || year == month.Year ? month : value.Refuse<Month>("lies in another year than 'year' says.");
        }

        return year is { } of
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= 12
            ? Month.Of(of, number)
            : value.Refuse<Month>("must be a month, written YYYY-MM, or 1 to 12 together with year.");
    }
}
