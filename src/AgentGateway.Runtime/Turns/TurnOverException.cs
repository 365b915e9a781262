using AgentGateway.Domain;

namespace AgentGateway.Runtime.Turns;

/// <summary>
/// A command of a driver was refused because its turn is over. It ends the driver and is not reported.
/// </summary>
internal sealed class TurnOverException(Rejection reason) : OperationCanceledException(reason.Message);
