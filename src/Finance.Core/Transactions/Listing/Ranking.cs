using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>A place in an order other than by date.</summary>
/// <param name="Number">First what this says: the amount, or that there is no category.</param>
/// <param name="Text">Then this: the category's name.</param>
/// <param name="Position">Equals are newest first.</param>
internal readonly record struct Rank(decimal Number, string Text, string Position)
{
    /// <summary>The rank as a position keeps it, beside its key.</summary>
    internal string Write() => $"{Number.ToString(CultureInfo.InvariantCulture)}/{Text}";

    internal static bool TryRead(ListingPosition position, [NotNullWhen(true)] out Rank? rank)
    {
        rank = null;
        var at = position.Rank.IndexOf('/', StringComparison.Ordinal);
        if (at < 0 || !decimal.TryParse(position.Rank.AsSpan(0, at), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rank = new Rank(number, position.Rank[(at + 1)..], position.Key);
        return true;
    }
}

/// <summary>The orders by amount and by category.</summary>
internal sealed class Ranking(TransactionSort sort, Chart chart) : IComparer<Rank>
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    internal bool IsByCategory => sort is TransactionSort.Category or TransactionSort.CategoryDescending;

    internal Rank Of(Transaction transaction)
    {
        var position = transaction.Id.PositionOn(transaction.Date);
        if (!IsByCategory)
        {
            return new Rank(transaction.Amount.ToDecimal(), "", position);
        }

        var name = NameOf(transaction.Parts().First().CategoryId ?? "");
        return new Rank(name.Length == 0 ? 1 : 0, name, position);
    }

    public int Compare(Rank x, Rank y)
    {
        var byNumber = x.Number.CompareTo(y.Number);
        if (byNumber != 0)
        {
            return sort == TransactionSort.LargestFirst ? -byNumber : byNumber;
        }

        var byText = string.CompareOrdinal(x.Text, y.Text);
        if (byText != 0)
        {
            return sort == TransactionSort.CategoryDescending ? -byText : byText;
        }

        return string.CompareOrdinal(x.Position, y.Position);
    }

    /// <summary>A category's place: its name as people sort it, then as it is written, then its id; empty for uncategorised.</summary>
    private string NameOf(string id)
    {
        if (!_names.TryGetValue(id, out var name))
        {
            name = chart.CategoryNow(id) is { } category ? $"{FoldedText.Of(category.Name)}\n{category.Name}\n{category.Id}" : "";
            _names.Add(id, name);
        }

        return name;
    }
}
