namespace AgentGateway.Terminal.Input;

/// <summary>How far a piece of input has come.</summary>
/// <param name="Id">Counts up from 1 in each session.</param>
/// <param name="Bytes">How many bytes it is.</param>
/// <param name="Written">How many of them the terminal has taken.</param>
/// <param name="FromOffset">Where the output stood when it was written: what it caused is after this.</param>
/// <param name="WrittenAt">When the terminal had taken the last byte.</param>
/// <param name="EchoedAt">
/// When what was sent was first seen in the output; evidence that the program has it, not that it acted.
/// </param>
public sealed record InputReceipt(
    long Id, InputState State, int Bytes, int Written, long FromOffset, DateTimeOffset AcceptedAt,
    DateTimeOffset? WrittenAt, DateTimeOffset? EchoedAt)
{
    /// <summary>
    /// Of what was not delivered: where its first byte stands in the text as UTF-8. This is the length of the text where
    /// only keys or Enter are missing, and null where nothing is.
    /// </summary>
    public int? UndeliveredFrom { get; init; }
}

/// <summary>How far something that was sent has come.</summary>
public enum InputState
{
    /// <summary>Waits for what was sent before it, or for the program to read.</summary>
    Accepted,

    /// <summary>The terminal has all of it.</summary>
    Written,

    /// <summary>It was seen in the output.</summary>
    Echoed,

    /// <summary>The program reads no more: part of it may have been taken, and the rest was given up.</summary>
    Stuck,

    /// <summary>The program ended before it had all of it.</summary>
    Ended,
}
