using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// How long a call may wait for something to happen. One rule holds for all waits: without a time the default counts,
/// more than the maximum counts as the maximum, 0 answers at once, and less than 0 is refused.
/// </summary>
public sealed record WaitLimit(int SecondsDefault, int SecondsMax)
{
    /// <summary>A turn: a caller waits for an agent's answer.</summary>
    public static readonly WaitLimit Turns = new(25, 300);

    /// <summary>
    /// The turn of an agent that another agent asked within its own turn, which waits longer where it names no time.
    /// </summary>
    public static readonly WaitLimit Delegations = Turns with { SecondsDefault = 60 };

    /// <summary>A session or tasks, which take longer.</summary>
    public static readonly WaitLimit Work = new(30, 600);

    /// <param name="seconds">Not negative, as the schema says.</param>
    public TimeSpan Of(double? seconds) => TimeSpan.FromSeconds(Math.Min(seconds ?? SecondsDefault, SecondsMax));

    /// <summary>The same for seconds that nothing has checked yet.</summary>
    /// <param name="name">Of the argument.</param>
    public Outcome<TimeSpan> Read(double? seconds, string name) =>
        seconds is null or >= 0
            ? Of(seconds)
            : new Rejection(
                "invalid_argument",
                string.Create(CultureInfo.InvariantCulture, $"{name} is {seconds}."),
                $"Give 0 or more; more than {SecondsMax} counts as {SecondsMax}.");
}
