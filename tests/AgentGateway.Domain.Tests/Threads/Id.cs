using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>Ids as stories number them.</summary>
internal static class Id
{
    public static MessageId Message(int number) => new($"msg_{number}");

    public static TurnId Turn(int number) => new($"turn_{number}");

    public static DelegationId Delegation(int number) => new($"dlg_{number}");
}
