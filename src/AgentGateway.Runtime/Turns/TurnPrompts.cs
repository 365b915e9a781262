using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Runtime.Turns;

/// <summary>What the prompts of turns are made with: facts are gathered first, and written afterwards.</summary>
internal sealed record TurnPrompts(PromptGathering Gathering, PromptBuilder Builder);
