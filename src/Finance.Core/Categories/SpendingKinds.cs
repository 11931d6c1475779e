using System.Collections.Frozen;

namespace Finance.Core.Categories;

/// <summary>What money is spent for.</summary>
public enum SpendingKind
{
    /// <summary>What one can hardly do without: housing, food at home, health, insurance, getting to work.</summary>
    Need,

    /// <summary>What makes life pleasant.</summary>
    Want,

    /// <summary>What is put aside, or pays debts off.</summary>
    Saving,
}

/// <summary>
/// Tells by its words what a category, or a payee, is for: those that most people use, in English and German. Any of them in the name
/// decides, savings before needs before wants.
/// </summary>
internal static class SpendingKinds
{
    private static readonly (SpendingKind Kind, FrozenSet<string> Words)[] Vocabulary =
    [
        (SpendingKind.Saving, Set(
            "saving", "savings", "investment", "investments", "investing", "retirement", "pension", "debt", "debts", "repayment",
            "emergency", "sparen", "sparplan", "rucklagen", "altersvorsorge", "tilgung", "schulden")),
        (SpendingKind.Need, Set(
            "housing", "home", "rent", "landlord", "mortgage", "utility", "utilities", "electricity", "electric", "energy", "gas",
            "water", "heating", "power", "internet", "phone", "mobile", "groceries", "grocery", "supermarket", "food", "household",
            "transport", "transportation", "commute", "fuel", "petrol", "car", "health", "healthcare", "medical",
            "doctor", "dentist", "pharmacy", "insurance", "insurances", "education", "school", "tuition", "kindergarten", "nursery",
            "childcare", "children", "fees", "tax", "taxes", "council", "loan", "loans", "alimony", "wohnen", "miete",
            "hausgeld", "hypothek", "nebenkosten", "strom", "wasser", "heizung", "lebensmittel", "supermarkt", "haushalt",
            "verkehr", "auto", "benzin", "gesundheit", "arzt", "apotheke", "versicherung", "versicherungen", "bildung", "schule",
            "kita", "gebuhren", "steuer", "steuern", "kredit", "darlehen")),
        (SpendingKind.Want, Set(
            "restaurant", "restaurants", "dining", "takeaway", "cafe", "bar", "shopping", "clothes", "clothing", "entertainment",
            "fun", "leisure", "hobby", "hobbies", "sport", "sports", "streaming", "subscription", "subscriptions", "travel",
            "holiday", "holidays", "vacation", "gift", "gifts", "donation", "donations", "kleidung", "freizeit", "urlaub", "reisen",
            "geschenke", "spenden", "abos")),
    ];

    /// <returns>Null where no word is known.</returns>
    internal static SpendingKind? Of(string name)
    {
        var words = FoldedText.WordsOf(name);
        foreach (var (kind, known) in Vocabulary)
        {
            if (words.Any(known.Contains))
            {
                return kind;
            }
        }

        return null;
    }

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
