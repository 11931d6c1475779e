using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Recurring.Detection;

/// <summary>
/// Finds what recurs among entries: pure. Entries of one payee, account and type are tried as a whole and by their amounts against the
/// rhythms in which bills come; what goes together no better than chance would have it is passed over.
/// </summary>
/// <param name="chart">Accounts and categories as they stand.</param>
/// <param name="on">The day it is.</param>
internal sealed class Detector(Chart chart, DateOnly on)
{
    private const int MaxName = 100;
    private const int MaxPayee = 200;
    private const int IdLength = 12;
    private const string Field = "transaction";

    /// <param name="entries">In any order, none of them later than that day, none of them a template's.</param>
    /// <param name="templates">What needs not be found any more; those that stand still do not count.</param>
    /// <returns>The surest first.</returns>
    internal IReadOnlyList<DetectedRecurring> Find(IEnumerable<HistoryEntry> entries, IEnumerable<RecurringTemplate> templates)
    {
        var active = templates.Where(template => template.IsActive).ToList();
        var groups = entries.GroupBy(HistoryKey.Of).Where(grouped => grouped.Key.SaysSomething && grouped.Count() > 1).ToList();
        var minPoints = Candidate.MinPointsAmong(groups.Count);
        var found =
            from grouped in groups
            where IsOpen(grouped.Key)
            let ordered = grouped.OrderBy(entry => entry.Date).ThenBy(entry => entry.Id.Entry).ToList()
            from candidate in Candidate.Among(ordered, minPoints)
            where IsAlive(candidate)
            let detected = Show(grouped.Key, candidate)
            where !active.Any(template => Covers(template, detected, chart))
            select detected;
        return
        [
            .. found
                .OrderByDescending(detected => detected.Confidence)
                .ThenBy(detected => detected.NextDate)
                .ThenBy(detected => detected.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Whether a template enters the thing: one of the same payee with a like amount, or one that enters the same amount on the same days.
    /// </summary>
    internal static bool Covers(RecurringTemplate template, DetectedRecurring detected, Chart chart)
    {
        var entry = template.Transaction;
        if (!template.IsActive
            || entry.Type != detected.Type
            || chart.AccountNow(entry.AccountId).Id != detected.AccountId
            || (entry.ToAccountId is { } to ? chart.AccountNow(to).Id : null) != detected.ToAccountId
            || entry.Amount.Currency != detected.Amount.Currency)
        {
            return false;
        }

        string[] names = [PayeeText.Of(entry.Payee ?? entry.Description), PayeeText.Of(template.Name)];
        var isNamedAlike = names.Contains(PayeeText.Of(detected.Template.Transaction.Payee ?? detected.Template.Transaction.Description))
            || names.Contains(PayeeText.Of(detected.Name));
        var isRhythmAlike = template.Rule.Frequency == detected.Frequency && template.Rule.Interval == detected.Interval;
        return (isNamedAlike && IsLike(entry.Amount.Minor, detected, 0.25m))
            || (isRhythmAlike && IsLike(entry.Amount.Minor, detected, 0.02m) && FallsOn(template.Rule, detected));
    }

    private static bool IsLike(long minor, DetectedRecurring detected, decimal difference) =>
        minor >= detected.AmountMin.Minor * (1m - difference) && minor <= detected.AmountMax.Minor * (1m + difference);

    private static bool FallsOn(RecurrenceRule rule, DetectedRecurring detected)
    {
        var tolerance = Rhythm.All.First(rhythm => rhythm.Frequency == rule.Frequency && rhythm.Interval == rule.Interval).Tolerance;
        return rule.From(detected.NextDate.AddDays(-tolerance)).Any(occurrence => occurrence.Date <= detected.NextDate.AddDays(tolerance));
    }

    private bool IsOpen(HistoryKey key) => chart.FindAccount(key.AccountId) is { ClosedAt: null }
        && (key.ToAccountId is null || chart.FindAccount(key.ToAccountId) is { ClosedAt: null });

    private bool IsAlive(Candidate candidate) =>
        candidate.Fit.Rule.Find(candidate.Fit.NextNominal) is { } next && on <= next.Date.AddDays(candidate.Fit.Rhythm.Grace);

    private DetectedRecurring Show(HistoryKey key, Candidate candidate)
    {
        var (last, fit, band) = (candidate.Entries[^1], candidate.Fit, candidate.Band);
        var category = candidate.Entries.LastOrDefault(entry => entry.CategoryId is not null)?.CategoryId;
        var name = last.Payee ?? last.Description ?? chart.AccountNow(last.ToAccountId!).Name;
        Money Of(long minor) => new(minor, key.Currency);
        return new DetectedRecurring
        {
            Id = IdOf(key, candidate),
            Name = Cut(name, MaxName),
            Type = key.Type,
            AccountId = key.AccountId,
            ToAccountId = key.ToAccountId,
            Payee = last.Payee,
            CategoryId = category,
            Frequency = fit.Rhythm.Frequency,
            Interval = fit.Rhythm.Interval,
            Amount = Of(band.Expected),
            ToAmount = ArrivesOf(last),
            AmountMin = Of(band.Min),
            AmountMax = Of(band.Max),
            LastDate = last.Date,
            NextDate = fit.Rule.Find(fit.NextNominal)!.Value.Date,
            Confidence = candidate.Confidence,
            IsSubscription = key.Type == TransactionType.Expense
                && band.IsFixed
                && fit.Rhythm.IsByMonth
                && !IsBasic(key.Text)
                && !Levels(category).Any(level => IsBasic(level.Name)),
            Evidence = [.. candidate.Entries.Select(entry => entry.Id)],
            Template = TemplateOf(last, fit, Of(band.Expected), category, Cut(name, MaxName)),
        };
    }

    private static bool IsBasic(string name) => SpendingKinds.Of(name) is SpendingKind.Need or SpendingKind.Saving;

    private IEnumerable<Category> Levels(string? categoryId)
    {
        for (var level = chart.FindCategory(categoryId); level is not null; level = chart.FindCategory(level.ParentId))
        {
            yield return level;
        }
    }

    private NewTemplate TemplateOf(HistoryEntry last, RhythmFit fit, Money amount, string? category, string name) => new()
    {
        Name = name,
        Transaction = new NewTransaction
        {
            Type = last.Type,
            Amount = new AmountText($"{Field}.amount", amount.ToString()),
            AccountId = last.AccountId,
            ToAccountId = last.ToAccountId,
            ToAmount = ArrivesOf(last) is { } arrives ? new AmountText($"{Field}.to_amount", arrives.ToString()) : null,
            CategoryId = category,
            Payee = last.Payee is { } payee ? Cut(payee, MaxPayee) : null,
            Description = last.Payee is null ? last.Description : null,
        },
        Terms = new RecurrenceTerms
        {
            Frequency = fit.Rule.Frequency,
            Interval = fit.Rule.Interval,
            DayOfMonth = fit.Rule.DayOfMonth,
            Weekend = fit.Rule.Weekend,
            Start = StartOf(fit),
        },
        FollowAmount = true,
    };

    /// <summary>The first occurrence that is still to come: what is late may come yet, and is not entered by the template.</summary>
    private DateOnly StartOf(RhythmFit fit)
    {
        var ahead = fit.Rule.From(on).FirstOrDefault(occurrence => occurrence.NominalDate >= fit.NextNominal);
        return ahead == default ? fit.NextNominal : ahead.NominalDate;
    }

    /// <summary>What arrives of a transfer, where that does not follow from the amount.</summary>
    private static Money? ArrivesOf(HistoryEntry entry) =>
        entry.ToAmount is { } arrives && arrives.Currency != entry.Amount.Currency ? arrives : null;

    private static string IdOf(HistoryKey key, Candidate candidate)
    {
        var (rhythm, amounts) = (candidate.Fit.Rhythm, candidate.Entries.CountBy(entry => entry.Amount.Minor));
        var part = candidate.IsPartOfGroup ? amounts.OrderBy(amount => amount.Key).MaxBy(amount => amount.Value).Key : 0;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{key.AccountId}\n{key.Type}\n{key.ToAccountId}\n{key.Text}\n{key.Currency}\n{rhythm.Frequency}\n{rhythm.Interval}\n{part}");
        return Base32.Write(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text))), IdLength);
    }

    /// <summary>At most so many UTF-16 units, none of them half of a pair.</summary>
    private static string Cut(string text, int length) => text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd();
}
