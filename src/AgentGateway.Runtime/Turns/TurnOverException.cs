using AgentGateway.Domain;

namespace AgentGateway.Runtime.Turns;

/// <summary>
/// What a driver tried was refused because its turn is over. It ends the driver, and nobody needs to hear of it.
/// </summary>
internal sealed class TurnOverException(Rejection reason) : OperationCanceledException(reason.Message);
