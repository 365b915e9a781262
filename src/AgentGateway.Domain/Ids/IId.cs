namespace AgentGateway.Domain.Ids;

/// <summary>An identifier: an opaque text of its own type, written to JSON as that text.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    string Value { get; }

    static abstract TSelf Of(string value);
}
