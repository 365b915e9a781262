using System.Text.Json.Serialization;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

/// <summary>A caller waits for a turn, or for tasks, under a handle of its own, also across connections.</summary>
/// <param name="Tool">The call that began it.</param>
/// <param name="Answer">
/// What that call had to say when the waiting began, as JSON; its outcome is merged into it.
/// </param>
public sealed record WaitOpened(
    string Principal, string Tool, TurnId? Turn, string Answer, WaitedTasks? Tasks = null) : DomainEvent;

/// <summary>The caller no longer waits. The work goes on.</summary>
public sealed record WaitCancelled : DomainEvent;

/// <summary>
/// The caller was answered that what it waits for waits for people itself. The work goes on when they have decided.
/// </summary>
/// <param name="Requests">The approvals and questions.</param>
public sealed record WaitSettled(
    [property: JsonPropertyName("asks")] IReadOnlyList<PersonRequestId> Requests) : DomainEvent;
