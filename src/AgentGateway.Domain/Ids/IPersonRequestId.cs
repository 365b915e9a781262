namespace AgentGateway.Domain.Ids;

/// <summary>The id of something that a person is asked for.</summary>
public interface IPersonRequestId<TSelf> : IPrefixedId<TSelf>
    where TSelf : struct, IPersonRequestId<TSelf>
{
    /// <summary>The same id where approvals and questions are treated alike.</summary>
    PersonRequestId ToRequest();
}
