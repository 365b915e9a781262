using AgentGateway.Domain;

namespace AgentGateway.Runtime.Turns;

/// <summary>
/// An action of a driver was refused because its turn has ended. It ends the driver and is not reported.
/// </summary>
internal sealed class TurnOverException(Rejection reason) : OperationCanceledException(reason.Message);
