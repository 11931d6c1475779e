using Finance.Core.Categories;
using Finance.Core.Users;

namespace Finance.Core.Sharing;

/// <summary>A grant to be made.</summary>
/// <param name="Grantee">The username of whom it is for.</param>
public sealed record NewGrant(string Grantee, GrantAccess Access, GrantScope Scope);

/// <summary>A grant as the ledger's owner sees it.</summary>
/// <param name="Grantee">The username as it is now; null for a user who is gone.</param>
public sealed record GivenGrant(Grant Grant, string? Grantee);

/// <summary>A part of what is shared with a user.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="TotalCount">Null where counting would mean asking every owner.</param>
public sealed record ReceivedPage(IReadOnlyList<ReceivedGrant> Items, string? Next, long? TotalCount);

/// <summary>A grant as whoever has it sees it.</summary>
/// <param name="Owner">Whose ledger it opens.</param>
/// <param name="Categories">Those that bound it, as far as they are still there.</param>
public sealed record ReceivedGrant(Grant Grant, User Owner, IReadOnlyList<Category> Categories);
