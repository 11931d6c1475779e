namespace Finance.Core.Users;

/// <summary>The files of users: statements and receipts.</summary>
public interface IUserFiles
{
    /// <summary>Deletes every file of a user. Safe to call again after it was cut short, and where there is none.</summary>
    Task EraseAsync(UserId user, CancellationToken cancellationToken);
}
