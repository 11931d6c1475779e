using System.Collections.Frozen;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Words of a status column for entries that have moved no money yet, or never will.</summary>
internal static class BookingStatus
{
    private static readonly FrozenSet<string> Unbooked = new[]
    {
        "pending", "reverted", "declined", "failed", "cancelled", "canceled", "rejected", "denied", "voided", "void", "expired",
        "vorgemerkt", "abgelehnt",
        "storniert", "ausstehend", "en attente", "refuse", "annule", "pendiente", "rechazado", "rechazada", "cancelado", "cancelada",
        "pendente", "recusado",
        "in behandeling", "geweigerd", "geannuleerd", "oczekujaca", "oczekujace", "odrzucona", "in sospeso", "rifiutato", "annullato",
        "reserverat", "reserveret",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsNotBooked(string? status) => status is not null && Unbooked.Contains(HeaderWords.Normalise(status));
}
