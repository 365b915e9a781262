using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Cli.Chat;

/// <summary>What stands below the conversation and changes: all of it is drawn anew each time.</summary>
/// <param name="Above">Over the input: what is not finished yet, and what goes on.</param>
/// <param name="Prompt">In front of the input.</param>
/// <param name="Input">What is typed, as it is shown.</param>
/// <param name="Cursor">The place in it, in characters.</param>
/// <param name="Below">Under the input: candidates.</param>
internal sealed record LiveContent(
    IReadOnlyList<StyledLine> Above, string Prompt, string Input, int Cursor, IReadOnlyList<StyledLine> Below);
