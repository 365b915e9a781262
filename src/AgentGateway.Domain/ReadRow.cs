namespace AgentGateway.Domain;

/// <summary>
/// A row of a read table: written in the same transaction as the events it comes from, and rebuilt from them by
/// <c>agw journal verify</c>. A row replaces an earlier one of its type with the same <see cref="Key"/>.
/// </summary>
public abstract record ReadRow
{
    public abstract string Key { get; }

    /// <summary>There is no row of this key any more: what it described was deleted.</summary>
    public virtual bool IsRemoved => false;
}
