using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Walking;

/// <summary>Walks a part of a line; see <see cref="Walker.Walk"/>.</summary>
internal delegate string? WalkNode(ShellNode node, ShellState state, ShellInput input, bool certain);
