using System.Runtime.InteropServices;

namespace AgentGateway.Posix;

/// <summary>The error numbers of Linux that this program tells apart.</summary>
public static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int ArgumentsTooLong = 7;
    public const int NotExecutableFormat = 8;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int NotDirectory = 20;
    public const int DescriptorsOfSystem = 23;
    public const int DescriptorsOfProcess = 24;
    public const int NoSpace = 28;

    /// <summary>Why the last call of this thread failed. It counts only right after a call that did.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>Whether a call failed because the process or the system may open no more files.</summary>
    public static bool IsOutOfDescriptors(int error) => error is DescriptorsOfProcess or DescriptorsOfSystem;

    /// <summary>Whether the last call failed only for now, so that it may be repeated.</summary>
    public static bool MayTryAgain => Last is TryAgain or Interrupted;
}
