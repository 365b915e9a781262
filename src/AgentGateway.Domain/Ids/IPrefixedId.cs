namespace AgentGateway.Domain.Ids;

/// <summary>An id whose text begins with what it is of, so that one of another kind is not taken for it.</summary>
public interface IPrefixedId<TSelf> : IId<TSelf>
    where TSelf : struct, IPrefixedId<TSelf>
{
    /// <summary>With the underscore: <c>thr_</c>.</summary>
    static abstract string Prefix { get; }
}
