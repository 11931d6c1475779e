using System.Globalization;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Budgets.Templates;

/// <summary>
/// Divides expense categories among budgets for needs, wants and savings: by what the user named for each, then by the words of their
/// names, then as their parent; the rest are wants. Since a category that a budget names counts with those below it, the highest are named
/// below which all are of one kind, and none is in two budgets.
/// </summary>
internal sealed class SpendingBuckets
{
    private readonly Chart _chart;
    private readonly Dictionary<string, SpendingKind> _named;
    private readonly HashSet<SpendingKind> _closed;
    private readonly Dictionary<SpendingKind, List<string>> _ids = Enum.GetValues<SpendingKind>()
        .ToDictionary(kind => kind, _ => new List<string>());

    private readonly List<Category> _leftOut = [];

    private SpendingBuckets(Chart chart, Dictionary<string, SpendingKind> named, HashSet<SpendingKind> closed)
    {
        (_chart, _named, _closed) = (chart, named, closed);
        foreach (var root in chart.Categories.Where(category => category.Type == CategoryType.Expense && category.ParentId is null))
        {
            Collect(root);
        }
    }

    /// <summary>
    /// Categories whose own spending is in none: those above categories of several kinds, and those of a kind that others were named for.
    /// </summary>
    internal IReadOnlyList<Category> LeftOut => [.. _leftOut.OrderBy(category => category.Name, StringComparer.Ordinal)];

    /// <summary>The categories that a budget for a kind names.</summary>
    internal IReadOnlyList<string> this[SpendingKind kind] => _ids[kind];

    /// <summary>By names alone.</summary>
    internal static SpendingBuckets Of(Chart chart) => new(chart, [], []);

    /// <returns>Errors: <c>validation_failed</c>.</returns>
    internal static Result<SpendingBuckets> Of(Chart chart, TemplateRequest asked)
    {
        var errors = new FieldErrors();
        var (named, closed) = (new Dictionary<string, SpendingKind>(StringComparer.Ordinal), new HashSet<SpendingKind>());
        foreach (var kind in Enum.GetValues<SpendingKind>())
        {
            var (field, ids) = asked.Named(kind);
            if (ids is null)
            {
                continue;
            }

            closed.Add(kind);
            if (ids.Count == 0)
            {
                errors.Add(field, "must name a category; leave it out to have them chosen.");
            }

            for (var index = 0; index < ids.Count; index++)
            {
                if (Refusal(chart, ids[index], kind, named) is { } refusal)
                {
                    errors.Add(string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]"), refusal);
                }
                else
                {
                    named.Add(ids[index], kind);
                }
            }
        }

        return errors.Or(() => new SpendingBuckets(chart, named, closed));
    }

    private static string? Refusal(Chart chart, string id, SpendingKind kind, Dictionary<string, SpendingKind> named)
    {
        if (chart.FindCategory(id) is not { } category)
        {
            return "names no category of this ledger.";
        }

        if (category.Type != CategoryType.Expense)
        {
            return "must name an expense category: what is earned is not spent.";
        }

        if (named.ContainsKey(id))
        {
            return "is named twice.";
        }

        var clash = named.FirstOrDefault(other => other.Value != kind
            && (chart.IsWithin(category, other.Key) || chart.IsWithin(chart.FindCategory(other.Key), id)));
        return clash.Key is null
            ? null
            : $"would be counted twice: '{chart.FindCategory(clash.Key)!.Name}' of another budget lies above or below it.";
    }

    private void Collect(Category category)
    {
        if (KindOf(category) is { } kind && IsAllOf(category, kind))
        {
            _ids[kind].Add(category.Id);
            return;
        }

        _leftOut.Add(category);
        foreach (var child in _chart.Categories.Where(child => child.ParentId == category.Id))
        {
            Collect(child);
        }
    }

    private bool IsAllOf(Category category, SpendingKind kind) => _chart.Categories
        .Where(other => _chart.IsWithin(other, category.Id))
        .All(other => KindOf(other) == kind);

    /// <summary>What a category is for; null where its kind has only the categories that were named for it.</summary>
    private SpendingKind? KindOf(Category category)
    {
        for (var level = category; level is not null; level = _chart.FindCategory(level.ParentId))
        {
            if (_named.TryGetValue(level.Id, out var named))
            {
                return named;
            }
        }

        var kind = KindByName(category);
        if (!_closed.Contains(kind))
        {
            return kind;
        }

        return _closed.Contains(SpendingKind.Want) ? null : SpendingKind.Want;
    }

    private SpendingKind KindByName(Category category) => SpendingKinds.Of(category.Name)
        ?? (_chart.FindCategory(category.ParentId) is { } parent ? KindByName(parent) : SpendingKind.Want);
}
