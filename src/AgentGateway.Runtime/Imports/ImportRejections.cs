using AgentGateway.Domain;

namespace AgentGateway.Runtime.Imports;

/// <summary>Why nothing is imported.</summary>
internal static class ImportRejections
{
    public static readonly Rejection Running = new(
        "import_running", "Another import runs.", "Wait until it is done, then import again.");

    public static Rejection UnknownProgram(string program) => new(
        "invalid_argument",
        $"Conversations of \"{ShortText.Of(program, 64)}\" cannot be imported.",
        $"Name one of: {string.Join(", ", ConversationFormat.All.Select(format => format.Program))}.");

    public static Rejection NoDirectory(string root) => new(
        "nothing_to_import",
        $"There is no directory {ShortText.Of(root, 400)}.",
        "Name the directory in which the program keeps its files with --from.");
}
