"""`python -m beadwork` is `bd`."""

from beadwork.serve.client import hand_over

if __name__ == "__main__":
    starts_server = hand_over("bd")

    from beadwork.bd.main import main

    main(starts_server)
