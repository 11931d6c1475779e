namespace Finance.Faults.Tests.Proxy;

/// <summary>What can happen to a call on its way to the storage and back.</summary>
internal enum Fault
{
    None,

    /// <summary>429, nothing carried out.</summary>
    Throttled,

    /// <summary>503, nothing carried out.</summary>
    Busy,

    /// <summary>500, nothing carried out.</summary>
    FailedBefore,

    /// <summary>500, and yet it was carried out.</summary>
    FailedAfter,

    /// <summary>The connection breaks before the call arrives.</summary>
    LostBefore,

    /// <summary>It is carried out, and the connection breaks before the answer.</summary>
    LostAfter,

    /// <summary>It is carried out, and the connection breaks in the middle of the answer.</summary>
    CutShort,

    /// <summary>A commit meets 412 though nobody else wrote; anything else is slow.</summary>
    Conflict,

    /// <summary>The answer takes its time.</summary>
    Slow,

    /// <summary>A query answers an empty page with a continuation first, as the service may at any time; anything else is slow.</summary>
    EmptyPage,
}
