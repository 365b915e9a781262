using AgentGateway.Posix;

namespace AgentGateway.Terminal.Backends;

/// <summary>The refusals of creating and adopting that do not come from the request itself.</summary>
internal static class StartRefusals
{
    public static Refusal NameTaken(string name) =>
        new("name_taken", $"There is a terminal '{name}' already.",
            "Choose another name, or stop and remove that terminal first.");

    public static Refusal NotFound(string name, string hint) =>
        new("terminal_not_found", $"There is no terminal '{name}'.", hint);

    public static Refusal Of(OsException failure) => failure.Error switch
    {
        Errno.DescriptorsOfProcess or Errno.DescriptorsOfSystem =>
            new("descriptors_exhausted", "No file descriptor is left for another terminal.",
                "Stop terminals that are not needed, or raise the limit (ulimit -n)."),
        Errno.NoSpace when failure.Message.StartsWith("posix_openpt", StringComparison.Ordinal) =>
            new("no_terminal_left", "The system has no pseudo terminal left.",
                "Stop terminals that are not needed, or raise kernel.pty.max."),
        Errno.TryAgain or Errno.NoMemory =>
            new("start_failed", "The system has no process or memory left for another terminal.",
                "Stop terminals that are not needed, or raise the limit (ulimit -u)."),
        Errno.ArgumentsTooLong =>
            new("argument_invalid", "Arguments and environment together are longer than the system takes.",
                "Put long text into a file."),
        Errno.NotExecutableFormat =>
            new("program_not_executable",
                "The program is neither a binary of this machine nor a script whose first line names its interpreter.",
                "Name the interpreter as the program and the file as its argument."),
        Errno.NoEntry or Errno.NotDirectory =>
            new("program_not_found", $"The program or its interpreter is not there: {failure.Message}.",
                "Check the first line of a script, and that the directory still exists."),
        Errno.AccessDenied or Errno.NotPermitted =>
            new("program_not_executable", $"Starting it is not permitted: {failure.Message}.",
                "Check the permissions of the program and of the directory."),
        _ => new(
            "start_failed", $"The terminal could not be started: {failure.Message}.",
            "Try again; if it stays, the system's log may say more."),
    };
}
