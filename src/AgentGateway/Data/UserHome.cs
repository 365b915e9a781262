namespace AgentGateway.Data;

/// <summary>
/// The user's home directory, whether it exists or not. A user without one has <c>/</c>, as in the list of users, so that
/// no path in it ever counts from the current directory.
/// </summary>
internal static class UserHome
{
    public static string Path => Of(
        Environment.GetEnvironmentVariable("HOME"),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <param name="named">What the environment says.</param>
    /// <param name="known">What the system says.</param>
    public static string Of(string? named, string known) =>
        named is ['/', ..] ? named
        : known is ['/', ..] ? known
        : "/";
}
